import io.github.whittle.support.ImageLayout
import io.github.whittle.support.ImageRunner
import io.github.whittle.support.Tool

def whittle = new File(basedir, 'target/whittle')
def hello = new File(basedir, 'target/hello')
def digest = new File(whittle, 'digest').text.trim()
def registry = context.get('registry')
def name = "docker://${registry.host()}/team/hello"
def skopeo = Tool.named('skopeo')

// What was built: one layer, and next to nothing around the program.
def layout = ImageLayout.validate(new File(whittle, 'image').toPath())
assert layout.digest() == digest
def image = layout.image()
assert image.layers().size() == 1
def layer = image.layers()[0]
assert layer.paths() == ['hello']
assert layer.entry('hello').mode == 0755
assert layer.unpackedSize() <= hello.length() + 2560
def around = 0
new File(whittle, 'image').eachFileRecurse(groovy.io.FileType.FILES) { around += it.length() }
assert around - layer.size() <= 2048

// What was pushed, as skopeo sees it.
['1', 'latest'].each {
  assert skopeo.run('inspect', '--tls-verify=false', '--format={{.Digest}}', "$name:$it").trim() == digest
}
def config = new groovy.json.JsonSlurper()
    .parseText(skopeo.run('inspect', '--tls-verify=false', '--config', "$name@$digest"))
assert config.config.Entrypoint == ['/hello']
assert config.config.User == '65532:65532'

// As umoci unpacks it, and as podman runs it.
def pulled = "$basedir/target/pulled"
skopeo.run('copy', '--src-tls-verify=false', "$name:1", "oci:$pulled:1")
Tool.named('umoci').run('raw', 'unpack', '--rootless', '--image', "$pulled:1", "$basedir/target/rootfs")
assert new File(basedir, 'target/rootfs').list() == ['hello']
assert new File(basedir, 'target/rootfs/hello').bytes == hello.bytes
def runner = ImageRunner.open()
assert runner.run("$name:1") == 'hello from scratch\n'
runner.close()

// Two pushes, and each of the two blobs (layer, configuration) travelled once.
assert registry.requests('POST /v2/team/hello/blobs/uploads/').size() == 2
def log = new File(basedir, 'build.log').readLines()
assert log.count { it.contains('Pushed ') && it.endsWith(digest) } == 2
registry.close()
