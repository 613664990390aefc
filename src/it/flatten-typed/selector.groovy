return io.github.whittle.support.Tool.present('busybox', 'docker-registry', 'podman', 'skopeo', 'umoci')
