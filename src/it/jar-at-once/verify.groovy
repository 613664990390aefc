import io.github.whittle.support.ImageLayout
import io.github.whittle.support.ImageRunner

def log = new File(basedir, 'build.log').text
assert log.readLines().count { it.contains('<contents> has no <runtime>') } == 1
assert !log.contains('nothing pins') && !log.contains('which is not in the image')
assert log.contains('java.base: /app/classes/com/example/Hello.class')
assert log.contains('there is no Java for it: the image is for linux/s390x')

def layout = new File(basedir, 'target/whittle/image').toPath()
def image = ImageLayout.validate(layout).image()
assert image.config().at('/config/User').asText() == '65532:65532'

def runner = ImageRunner.open()
assert runner.run("oci:$layout") == "Hello from Java ${Runtime.version().feature()} as nonroot in /home/nonroot\n"
def failed = runner.ran("oci:$layout", 'on purpose')
assert failed.exitCode() == 1
assert failed.err().contains('at com.example.Hello.main(Hello.java:20)')
runner.close()
return true
