import io.github.whittle.support.DockerRegistry
import io.github.whittle.support.TinyElf

def registry = DockerRegistry.start(new File(basedir, 'target/registry').toPath())
context.put('registry', registry)
def properties = context.get('userProperties')
def image = "${registry.host()}/team/app"
properties.put('registry', registry.host())
properties.put('whittle.sources', "$image:amd64,$image:arm64".toString())
properties.put('whittle.target', "$image:1".toString())
properties.put('whittle.load.command', 'podman')
new File(basedir, 'target/hello-amd64').bytes = TinyElf.program(TinyElf.AMD64, 4000)
new File(basedir, 'target/hello-arm64').bytes = TinyElf.program(TinyElf.ARM64, 5000)
return true
