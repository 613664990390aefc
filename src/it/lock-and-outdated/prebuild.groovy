import io.github.whittle.support.DockerRegistry
import io.github.whittle.support.UmociImage
import java.nio.file.Files

def registry = DockerRegistry.start(new File(basedir, 'target/registry').toPath())
context.put('registry', registry)
context.get('userProperties').put('registry', registry.host())
context.get('userProperties').put('whittle.cache', new File(basedir, 'target/cache').path)

def base = new UmociImage(new File(basedir, 'target/base').toPath())
UmociImage.busybox(base.unpack(), 'sh')
base.repack()
Files.writeString(base.unpack().resolve('etc'), 'a second layer')
base.repack()
base.config('--config.cmd', '/bin/sh')
def tools = new UmociImage(new File(basedir, 'target/tools').toPath())
Files.writeString(Files.createDirectory(tools.unpack().resolve('opt')).resolve('tool'), 'a tool')
tools.repack()
context.put('base', base.push("${registry.host()}/team/base:1"))
base.push("${registry.host()}/team/base:2")
context.put('tools', tools.push("${registry.host()}/team/tools:1"))
return true
