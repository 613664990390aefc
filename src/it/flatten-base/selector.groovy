return io.github.whittle.support.Tool.present('busybox', 'podman', 'skopeo', 'umoci')
