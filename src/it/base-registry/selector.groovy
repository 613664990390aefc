return io.github.whittle.support.Tool.present('busybox', 'docker-registry', 'git', 'podman', 'skopeo', 'umoci')
