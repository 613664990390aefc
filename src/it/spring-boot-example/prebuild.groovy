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
    'whittle.push.skip': 'false'])
// Only for the call that has Jib's goal: in others they are refused.
def ofJib = new Properties()
ofJib.putAll([
    'jib.from.image': base,
    'jib.to.image': registry.host() + '/jib',
    'jib.allowInsecureRegistries': 'true',
    'jib.container.ports': '8080'].collectEntries { key, value -> [key, value.toString()] })
new File(basedir, 'jib.properties').withOutputStream { ofJib.store(it, null) }
return true
