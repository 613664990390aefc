import io.github.whittle.support.DockerRegistry
import io.github.whittle.support.JavaBase
import io.github.whittle.support.Tool

Tool.named('cp').run('-r', new File(basedir, '../../../examples/java-hello').path, basedir.path)
def registry = DockerRegistry.start(new File(basedir, 'target/registry').toPath())
context.put('registry', registry)
context.get('userProperties').putAll([
    'whittle.from.image': new JavaBase(new File(basedir, '../../java-base').toPath()).push("${registry.host()}/java:1"),
    'whittle.to.image': registry.host() + '/hello',
    'whittle.push.skip': 'false'])
return true
