return io.github.whittle.support.Tool.present('gcc', 'docker-registry', 'skopeo', 'umoci', 'podman')
