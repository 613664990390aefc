import io.github.whittle.support.DockerRegistry
import io.github.whittle.support.TinyElf

def registry = DockerRegistry.start(new File(basedir, 'target/registry').toPath())
context.put('registry', registry)
context.get('userProperties').put('registry', registry.host())
new File(basedir, 'target/hello').bytes = TinyElf.program(TinyElf.AMD64, 4000)
return true
