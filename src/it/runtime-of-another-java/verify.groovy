import groovy.json.JsonSlurper
import io.github.whittle.support.ImageRunner

def digests = ['17', '25', 'toolchain'].collectEntries { [it, new File(basedir, "target/$it/digest").text] }
assert digests.toolchain == digests['25']

def runner = ImageRunner.open()
for (feature in ['17', '25']) {
  assert runner.run("oci:$basedir/target/$feature/image") ==~ "/opt/java $feature[.+].*\n"

  // Who built its JDK.
  def release = new Properties()
  def home = feature == '17' ? System.getProperty('java.home') : System.getProperty('whittle.jdk25')
  new File(home, 'release').withReader { release.load(it) }
  def java = new JsonSlurper().parse(new File(basedir, "target/$feature/sbom.cdx.json")).components.find { it.'bom-ref' == 'jdk:/opt/java' }
  assert "\"$java.supplier.name\"" == release.IMPLEMENTOR && "\"$java.version\"" == release.JAVA_RUNTIME_VERSION
}
runner.close()
return true
