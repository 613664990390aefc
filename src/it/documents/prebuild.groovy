import io.github.whittle.support.DockerRegistry
import io.github.whittle.support.Tool
import java.nio.file.Files

def registry = DockerRegistry.start(new File(basedir, 'target/registry').toPath())
context.put('registry', registry)
context.get('userProperties').put('registry', registry.host())
Files.copy(new File(Tool.named('umoci').path()).toPath(), new File(basedir, 'target/umoci').toPath())
return true
