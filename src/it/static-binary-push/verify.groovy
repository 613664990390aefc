import io.github.whittle.support.ImageLayout
import io.github.whittle.support.ImageRunner
import io.github.whittle.support.Tool

def whittle = new File(basedir, 'target/whittle')
def hello = new File(basedir, 'target/hello')
def stripped = new File(basedir, 'target/stripped')
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
assert layer.unpackedSize() <= stripped.length() + 2560
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
def pulledHello = new File(basedir, 'target/rootfs/hello')
assert pulledHello.length() <= stripped.length() && stripped.length() < hello.length()
def readelf = { file -> Tool.named('readelf').run('-lnW', "$file").replaceAll(/(?m)^File:.*/, '') }
assert readelf(pulledHello) == readelf(hello)
def runner = ImageRunner.open()
assert runner.run("$name:1") == 'hello from scratch\n'
runner.close()

// Two pushes, and each blob travelled once: layer, configuration, two documents, and their empty configuration.
assert registry.requests('POST /v2/team/hello/blobs/uploads/').size() == 5
def log = new File(basedir, 'build.log').readLines()
assert log.any { it ==~ /.*linux\/amd64: stripped 1 file: .* kB -> .* kB/ }
assert new File(whittle, 'removed.tsv').readLines()[1] ==~
    "linux/amd64\treduced\t${hello.length() - pulledHello.length()}\t/hello\t.*\tstripped \\(all\\)"

// What a debugger needs is kept, where it looks.
def id = (readelf(hello) =~ /Build ID: (..)(.*)/)[0]
assert new File(whittle, "debug/.build-id/${id[1]}/${id[2]}.debug").bytes == hello.bytes
assert ['tar', 'tzf', "$whittle/debug.tar.gz"].execute().text.readLines()[-1] == ".build-id/${id[1]}/${id[2]}.debug"

def installed = new File(localRepositoryPath, "it/static-binary-push/1/static-binary-push-1-debug.tar.gz")
assert installed.bytes == new File(whittle, 'debug.tar.gz').bytes

assert log.count { it.contains('Pushed ') && it.endsWith(digest) } == 2
registry.close()
