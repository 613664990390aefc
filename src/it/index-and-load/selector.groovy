import io.github.whittle.support.Tool

return Tool.present('docker-registry') && Tool.present('podman')
