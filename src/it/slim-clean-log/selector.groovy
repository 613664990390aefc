return io.github.whittle.support.Tool.present('bwrap', 'debootstrap', 'dpkg-query', 'podman', 'strace', 'umoci')
