import io.github.whittle.support.ImageRunner
import io.github.whittle.support.PushedImage
import io.github.whittle.support.Tool
import java.util.concurrent.CompletableFuture
import java.util.jar.JarFile

def registry = context.get('registry')
def ours = PushedImage.read("${registry.host()}/notes:latest", new File(basedir, 'target/ours').toPath())
def jib = PushedImage.read("${registry.host()}/jib:latest", new File(basedir, 'target/jib').toPath())
def config = { new groovy.json.JsonSlurper().parseText(it.config()).config }
def file = { image, path -> image.layers().findResult { it[path] } }

// The same command, class path and files, layer by layer; Jib has one more layer for its argument files.
assert config(ours).Entrypoint == config(jib).Entrypoint
assert config(ours).Entrypoint == ['java', '-cp', '@/app/jib-classpath-file', 'com.example.notes.NotesApplication']
assert config(ours).ExposedPorts == config(jib).ExposedPorts
assert file(ours, 'app/jib-classpath-file') == file(jib, 'app/jib-classpath-file')
assert file(ours, 'app/jib-main-class-file') == file(jib, 'app/jib-main-class-file')
def (base, libs, resources, classes) = ours.layers()*.keySet()
assert ours.layers().size() == 4
assert [base, libs, resources] == jib.layers().take(3)*.keySet()
assert classes == jib.layers()[3].keySet() + jib.layers()[4].keySet()
assert libs.size() > 50
assert ours.layers()[2] == jib.layers()[2]

// Entries of jars in the same order with the same bytes.
def entries = { byte[] bytes ->
  def jar = File.createTempFile('whittle', '.jar')
  jar.bytes = bytes
  def list = new JarFile(jar).withCloseable { it.entries().collect { e -> [e.name, e.size, e.crc] } }
  jar.delete()
  list
}
libs.each { assert entries(ours.layers()[1][it]) == entries(jib.layers()[1][it]) }
assert ours.sizes()[1] < 0.75 * jib.sizes()[1]

// The class files only lack their local variables.
def name = 'app/classes/com/example/notes/NotesController.class'
assert file(ours, name).length < file(jib, name).length

def runner = ImageRunner.openOverlay()
def script = config(ours).Entrypoint.join(' ') + ''' > /tmp/log 2>&1 &
for i in $(seq 120); do wget -qO- http://localhost:8080/actuator/health && break; sleep 1; done
echo
wget -qO- http://localhost:8080/
wget -qO- --header "Content-Type: text/plain" --post-data=first http://localhost:8080/notes
wget -qO- "http://localhost:8080/notes?part=irs"
wget -qO- http://localhost:8080/notes/99
cat /tmp/log'''
def out = runner.run('--entrypoint=/bin/sh', "docker://${registry.host()}/notes:latest", '-c', script)
assert out.startsWith('{"status":"UP"')
assert out.contains('<h1>Notes</h1>')
assert out.contains('{"id":1,"text":"first"}[{"id":1,"text":"first"}]')
assert out =~ /IllegalStateException: no note 99\s/
assert out =~ /at com\.example\.notes\.NotesController\.\S+\(NotesController\.java:\d+\)/

// FROM scratch there is no shell: curl asks from outside, in the container's network, and trusts this one certificate.
def tls = new File(basedir, 'target/tls')
tls.mkdirs()
def store = ['-keystore', "$tls/key.p12", '-storepass', 'changeit', '-alias', 'notes']*.toString()
def keytool = Tool.ofJdk('keytool').with(*store)
keytool.run('-genkeypair', '-keyalg', 'EC', '-dname', 'CN=localhost', '-ext', 'san=dns:localhost')
keytool.run('-exportcert', '-rfc', '-file', "$tls/cert.pem")
['a+rx': tls, 'a+r': new File(tls, 'key.p12')].each { mode, path -> Tool.named('chmod').run(mode, path.path) }

def scratch = "oci:$basedir/spring-boot/target/scratch/image"
def pid = new File(tls, 'pid')
def service = CompletableFuture.supplyAsync {
  runner.ran("--pidfile=$pid", "--volume=$tls:/tls:ro", scratch,
      '--server.port=8443', '--server.ssl.key-store=file:/tls/key.p12', '--server.ssl.key-store-password=changeit',
      '--management.server.port=8080', '--management.server.ssl.enabled=false')
}
while (!pid.length()) {
  assert !service.done : service.get()
  sleep 100
}
def curl = Tool.named('nsenter').with('--target', pid.text.strip(), '--net', 'curl', '-sS', '--cacert', "$tls/cert.pem")
try {
  assert curl.run('--retry', '120', '--retry-delay', '1', '--retry-connrefused', 'http://localhost:8080/actuator/health')
      .startsWith('{"status":"UP"')
  assert curl.run('https://localhost:8443/').contains('<h1>Notes</h1>')
  def first = '{"id":1,"text":"first"}'
  assert curl.run('--header', 'Content-Type: text/plain', '--data', 'first', 'https://localhost:8443/notes') == first
  assert curl.run('https://localhost:8443/notes?part=irs') == "[$first]"
  assert curl.run('https://localhost:8443/notes/99').contains('"status":500')
} finally {
  Tool.named('kill').run(pid.text.strip())
}
def log = service.get().out()
assert log =~ /IllegalStateException: no note 99\s/
assert log =~ /at com\.example\.notes\.NotesController\.\S+\(NotesController\.java:\d+\)/
runner.close()
registry.close()
