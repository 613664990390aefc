return io.github.whittle.support.Tool.present('docker-registry', 'skopeo', 'umoci', 'jlink')
