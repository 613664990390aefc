return io.github.whittle.support.Tool.present('gcc', 'strip', 'readelf', 'docker-registry', 'skopeo', 'umoci', 'podman')
