import io.github.whittle.image.Digest
import io.github.whittle.support.ImageLayout
import io.github.whittle.support.ImageRunner
import io.github.whittle.support.Tool
import io.github.whittle.support.UmociImage

def host = context.get('registry').host()
def logs = new File(basedir, 'build.log').text.split(/Scanning for projects/).drop(1)
assert logs.size() == 5
def platforms = [UmociImage.platform(), 'linux/riscv64']
def empty = new File(basedir, 'empty')
def digest = { log -> (log =~ /Flattened \S+ to \S+: (sha256:[0-9a-f]{64})/)[0][1] }

// The same index in the registry and in the layout, of both platforms, and of no attestation.
def skopeo = Tool.named('skopeo')
def pushed = skopeo.run('inspect', '--raw', '--tls-verify=false', "docker://$host/team/flat:1")
assert digest(logs[0]) == digest(logs[1])
assert digest(logs[0]) == Digest.of(pushed.bytes).toString()
def layout = ImageLayout.validate(new File(empty, 'layout').toPath())
assert layout.digest() == digest(logs[1])
assert layout.images().size() == 2
platforms.each { platform ->
  def image = layout.image(platform)
  assert logs[0] =~ /$platform: .* in \d layers -> .* in 1/
  assert image.layers().size() == 1
  assert image.paths().containsAll(['bin', 'platform', 'usr/bin/busybox'])
  assert !image.paths().any { it == 'gone' || it.contains('.wh.') }
}
assert layout.image(platforms[0]).layers()[0].read('platform') == 'this one\n'.bytes
assert layout.image(platforms[1]).layers()[0].read('platform') == 'another one\n'.bytes
assert layout.image(platforms[0]).config().at('/config/Cmd').collect { it.asText() } == ['/bin/cat', '/platform']

// It runs out of the registry; other tools read the tar.
def runner = ImageRunner.openOverlay()
assert runner.run("docker://$host/team/flat:1") == 'this one\n'
runner.close()
def tar = skopeo.run('inspect', '--raw', "oci-archive:${new File(empty, 'flat.tar')}")
assert digest(logs[2]) == Digest.of(tar.bytes).toString()

// What fails leaves nothing, and what was there as it was.
assert logs[3] =~ /ERROR.*truncated\.tar.* ends in the middle/
assert logs[4] =~ /ERROR.*docker:\/\//
assert empty.list().sort() == ['flat.tar', 'layout', 'truncated.tar']
context.get('registry').close()
