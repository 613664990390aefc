import io.github.whittle.support.DockerRegistry

def pom = new File(basedir, '../../../examples/protoc/pom.xml')
new File(basedir, 'protoc').mkdirs()
new File(basedir, 'protoc/pom.xml').text = pom.text

def registry = DockerRegistry.start(new File(basedir, 'target/registry').toPath())
context.put('registry', registry)
context.get('userProperties').put('whittle.to.image', registry.host() + '/protoc')
context.get('userProperties').put('whittle.push.skip', 'false')
