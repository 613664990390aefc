import io.github.whittle.support.DockerRegistry
import io.github.whittle.support.JavaBase
import io.github.whittle.support.Tool
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream

// Two dependencies of one file name; one of them is signed, and has a library for Windows.
['one', 'two'].each { name ->
  def folder = new File(basedir, "app/$name")
  folder.mkdirs()
  new ZipOutputStream(new FileOutputStream(new File(folder, 'util.jar'))).withCloseable { zip ->
    ['META-INF/MANIFEST.MF': 'Manifest-Version: 1.0\r\n\r\n', 'util.txt': name * 1000].each { entry, text ->
      zip.putNextEntry(new ZipEntry(entry))
      zip.write(text.bytes)
    }
    zip.putNextEntry(new ZipEntry('win/util.dll'))
    def dll = new byte[100]
    System.arraycopy('MZ'.bytes, 0, dll, 0, 2)
    System.arraycopy('PE'.bytes, 0, dll, 64, 2)
    dll[60] = 64
    zip.write(dll)
  }
}
def keys = new File(basedir, 'keys').path
Tool.ofJdk('keytool').run('-genkeypair', '-keystore', keys, '-storepass', 'secret', '-alias', 'key', '-keyalg', 'EC', '-dname', 'CN=it')
Tool.ofJdk('jarsigner').run('-keystore', keys, '-storepass', 'secret', new File(basedir, 'app/one/util.jar').path, 'key')

def registry = DockerRegistry.start(new File(basedir, 'target/registry').toPath())
context.put('registry', registry)
def base = new JavaBase(new File(basedir, '../../java-base').toPath()).push("${registry.host()}/java:1")
context.get('userProperties').putAll([
    'registry': registry.host(),
    'whittle.from.image': base])
// Only for the call that has Jib's goal: in others they are refused.
def ofJib = new Properties()
ofJib.putAll([
    'jib.containerize': 'it:app',
    'jib.from.image': base,
    'jib.to.image': registry.host() + '/jib',
    'jib.allowInsecureRegistries': 'true',
    'jib.container.jvmFlags': '-Xshare:auto,-Dgreeting=hello there',
    'jib.container.args': 'a b',
    'jib.container.extraClasspath': '/etc/app'].collectEntries { key, value -> [key, value.toString()] })
new File(basedir, 'jib.properties').withOutputStream { ofJib.store(it, null) }
return true
