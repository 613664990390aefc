return io.github.whittle.support.Tool.present('skopeo', 'podman')
