import io.github.whittle.support.DockerRegistry
import io.github.whittle.support.JavaBase
import io.github.whittle.support.Tool

def example = new File(basedir, '../../../examples/spring-boot')
new File(basedir, 'spring-boot').mkdirs()
['pom.xml', 'src'].each { Tool.named('cp').run('-r', new File(example, it).path, new File(basedir, "spring-boot/$it").path) }

def registry = DockerRegistry.start(new File(basedir, 'target/registry').toPath())
context.put('registry', registry)
def base = new JavaBase(new File(basedir, '../../java-base').toPath()).push("${registry.host()}/java:1")
context.get('userProperties').putAll([
    'whittle.from.image': base,
    'whittle.to.image': registry.host() + '/notes',
    'whittle.push.skip': 'false',
    'jib.from.image': base,
    'jib.to.image': registry.host() + '/jib',
    'jib.allowInsecureRegistries': 'true',
    'jib.container.ports': '8080'])
return true
