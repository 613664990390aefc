return io.github.whittle.support.Tool.present('podman', 'jlink')
