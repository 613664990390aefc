import io.github.whittle.support.ImageLayout
import io.github.whittle.support.ImageRunner
import io.github.whittle.support.Tool

def whittle = new File(basedir, 'protoc/target/whittle')
def digest = new File(whittle, 'digest').text.trim()
def registry = context.get('registry')
def name = "docker://${registry.host()}/protoc"
def skopeo = Tool.named('skopeo')

def layout = ImageLayout.validate(new File(whittle, 'image').toPath())
assert layout.digest() == digest
assert layout.images()*.platform() == ['linux/amd64', 'linux/arm64']
// e_machine of ELF: 62 is x86-64, 183 aarch64
assert layout.images().collect { it.layers()[0].read('protoc')[18] & 0xff } == [62, 183]

def index = new groovy.json.JsonSlurper()
    .parseText(skopeo.run('inspect', '--tls-verify=false', '--raw', "$name:latest"))
assert index.manifests*.digest == layout.images()*.digest()
assert index.manifests*.platform*.architecture == ['amd64', 'arm64']
index.manifests.each {
  def arch = it.platform.architecture
  def out = "oci:$basedir/target/$arch:1"
  skopeo.run('--override-arch', arch, 'copy', '--src-tls-verify=false', "$name:latest", out)
  assert skopeo.run('inspect', '--format={{.Digest}}', out).trim() == it.digest
}

def runner = ImageRunner.open()
assert runner.run("$name:latest", '--version') == 'libprotoc 33.1\n'
runner.close()
registry.close()
