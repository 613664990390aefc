return io.github.whittle.support.Tool.present('bash', 'ldd', 'podman', 'skopeo', 'umoci')
