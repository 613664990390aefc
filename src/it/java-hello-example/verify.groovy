import io.github.whittle.support.ImageLayout
import io.github.whittle.support.ImageRunner

def registry = context.get('registry')
def scratch = new File(basedir, 'java-hello/target/scratch/image').toPath()
def made = ImageLayout.validate(scratch).image().config().get('history').collect { it.get('created_by').asText() }
assert made == ['libraries of host', 'system', 'runtime', 'classes'].collect { "whittle: $it" }

def runner = ImageRunner.openOverlay()
["docker://${registry.host()}/hello".toString(), "oci:$scratch".toString()].each {
  assert runner.run(it) == 'Hello, world!\n'
  assert runner.run(it, 'a', 'b') == 'Hello, a b!\n'
}
runner.close()
registry.close()
