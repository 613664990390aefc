return io.github.whittle.support.Tool.present('busybox', 'docker-registry', 'openssl', 'podman', 'skopeo', 'umoci')
