return io.github.whittle.support.Tool.present('docker-registry', 'podman', 'skopeo', 'umoci', 'busybox', 'ldd', 'jlink')
