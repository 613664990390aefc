import io.github.whittle.support.ImageRunner

def digests = ['17', '25', 'toolchain'].collectEntries { [it, new File(basedir, "target/$it/digest").text] }
def java = (new File(basedir, 'build.log').text =~ /Java version: (\d+)/)[0][1]
assert digests.toolchain == digests[java == '17' ? '25' : '17']

def runner = ImageRunner.open()
for (feature in ['17', '25']) {
  assert runner.run("oci:$basedir/target/$feature/image") ==~ "/opt/java $feature[.+].*\n"
}
runner.close()
return true
