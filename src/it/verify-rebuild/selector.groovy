return io.github.whittle.support.Tool.present('busybox', 'unshare')
