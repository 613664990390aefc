import io.github.whittle.support.ImageLayout
import io.github.whittle.support.ImageRunner

def layout = new File(basedir, 'target/whittle/image').toPath()
def image = ImageLayout.validate(layout).image()
assert new File(basedir, 'target/again/digest').text == new File(basedir, 'target/whittle/digest').text
assert image.paths().containsAll(['bin/', 'bin/busybox', 'etc/motd', 'etc/passwd', 'etc/ssl/certs/ca-certificates.crt'])
assert !image.paths().any { it.startsWith('usr/') }
def pem = 'etc/ssl/certs/ca-certificates.crt'
def bundle = new String(image.layers().find { pem in it.paths() }.read(pem))
assert bundle.count('BEGIN CERTIFICATE') == 2 && !bundle.contains('ours')
assert image.paths().count { it.startsWith('zst/') && !it.endsWith('/') } == 2

// As a user of <system>, with programs of <copy>, on files of <archive>.
def runner = ImageRunner.openOverlay()
def out = runner.run("oci:$layout").readLines()
runner.close()
assert out[0] == 'uid=1000(app) gid=1000(app) groups=1000(app)'
assert out[1] == 'good morning'
assert out.count('twin') == 3 : 'gz, xz and zip'
assert out.takeRight(8) == [
  '4711 0 /gz/deep/run', '754 0 /gz/run', '754 0 /xz/files/twin', '4711 0 /zip/files/deep/run',
  '1777 0 /tmp', '700 1000 /home/app', "2 /gz/twin", "1 '/gz/link' -> 'deep/run'"]

def log = new File(basedir, 'build.log').text
assert log =~ /ERROR.*truncated\.tar\.gz' ends in the middle/
assert log =~ /ERROR.*escaping\.tar.*'\.\.\/\.\.\/etc\/passwd'/
