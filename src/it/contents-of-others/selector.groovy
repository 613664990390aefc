return io.github.whittle.support.Tool.present('busybox', 'podman', 'skopeo', 'tar', 'umoci', 'xz', 'zip', 'zstd')
