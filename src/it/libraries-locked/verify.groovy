import io.github.whittle.support.ImageLayout
import io.github.whittle.support.ImageRunner

def logs = new File(basedir, 'build.log').text.split(/Scanning for projects/).drop(1)
assert logs[0] =~ /ERROR.*pom.xml:\d+: <libraries>: 'oci:.*target\/base\/layout' is not pinned.*:lock/
assert new File(basedir, 'whittle.lock').text.startsWith('oci://target/base/layout sha256:')

def layout = new File(basedir, 'target/whittle/image').toPath()
def image = ImageLayout.validate(layout).image()
assert image.layers().size() == 2
assert image.layers()[0].paths().findAll { !it.endsWith('/') }.toSet() ==
    context.get('libraries').collect { it.substring(1) }.toSet()
def ledger = new File(basedir, 'target/whittle/removed.tsv').text
assert ledger =~ /\tadded\t0\t\/.*\/libc\.so\.6\toci:.*\tneeded by \/.*/

def runner = ImageRunner.open()
assert runner.run("oci:$layout", '-c', 'echo $((6 * 7))') == '42\n'
runner.close()
