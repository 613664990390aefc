import io.github.whittle.support.DockerRegistry
import io.github.whittle.support.Tool

def registry = DockerRegistry.start(new File(basedir, 'target/registry').toPath())
context.put('registry', registry)
context.get('userProperties').put('registry', registry.host())

Tool.named('gcc').run('-static', '-Os', '-g', '-Wl,--build-id', '-o', "$basedir/target/hello", "$basedir/hello.c")
Tool.named('strip').run('-s', '-o', "$basedir/target/stripped", "$basedir/target/hello")
return true
