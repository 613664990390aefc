return io.github.whittle.support.Tool.present('docker-registry', 'openssl', 'perl', 'sh')
