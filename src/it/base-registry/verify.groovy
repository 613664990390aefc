import io.github.whittle.support.ImageLayout
import io.github.whittle.support.ImageRunner
import java.nio.file.Files

def registry = context.get('registry')
def digest = context.get('base')
def name = "${registry.host()}/team/base"
def log = new File(basedir, 'build.log').text

// The base's layer is the same blob, and ours lists its folders as they are.
def baseManifest = new groovy.json.JsonSlurper()
    .parse(new File(basedir, "target/base/layout/blobs/sha256/${digest.substring(7)}"))
def image = ImageLayout.validate(new File(basedir, 'target/whittle/image').toPath()).image()
assert image.layers().size() == 2
assert image.manifest().at('/layers/0/digest').asText() == baseManifest.layers[0].digest
assert image.layers()[1].paths() == ['tmp/', 'tmp/x', 'usr/', 'usr/bin/', 'usr/bin/app']
assert image.layers()[1].entry('tmp/').mode == 01777
assert image.config().at('/config/User').asText() == '1000:1000'
assert !image.config().path('config').has('Cmd')

// What the manifest says of itself, of its base, and on request of the commit.
def says = { it.manifest().path('annotations').fields().collectEntries { [it.key.replace('org.opencontainers.image.', ''), it.value.asText()] } }
def annotations = says(image)
assert annotations == [title: 'base-registry', version: '1', 'base.name': "$name:1".toString(), 'base.digest': digest, revision: context.get('commit')]

// What it was made of: the commit, in which nothing is changed, and the base by its digest.
def materials = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/whittle/provenance.json')).predicate.buildDefinition.resolvedDependencies
assert materials.any { it.digest == [gitCommit: context.get('commit')] && !it.annotations }
def hex = digest.substring(7)
assert materials.any { it.name == "$name:1" && it.digest == [sha256: hex] && it.uri.startsWith("pkg:oci/base@sha256%3A$hex?") && it.annotations.values() as List == [digest] }

// As a runtime shows it.
def runner = ImageRunner.openOverlay()
def app = "docker://${registry.host()}/team/app:1"
assert runner.run(app) == 'first of busybox: a file\n'
assert runner.run('--entrypoint=/bin/sh', app, '-c', 'stat -c "%a %N" /tmp /bin') == "1777 /tmp\n777 '/bin' -> 'usr/bin'\n"
if (System.getProperty('user.name') == 'root') {
  def root = runner.mount(app)
  assert Files.readSymbolicLink(root.resolve('bin')).toString() == 'usr/bin'
  assert Files.getAttribute(root.resolve('tmp'), 'unix:mode') == 041777
  assert Files.isSymbolicLink(root.resolve('usr/bin/sh'))
  assert Files.readString(root.resolve('usr/bin/app')) == new File(basedir, 'app.sh').text
}
runner.close()

// Of the base's layer no byte was sent: the registry took it from the repository that it is in.
def layer = baseManifest.layers[0].digest
assert log =~ /Sent 2 blobs \([^)]*\), mounted 1 from other repositories; 0 were there already/
assert registry.requests("POST /v2/team/app/blobs/uploads/?mount=$layer&from=team/base").size() == 1
assert registry.requests('PATCH /v2/team/app/blobs/uploads/').size() == 5 : 'our layer, the configuration, two documents and their empty configuration'
assert registry.requests('PUT /v2/team/app/blobs/uploads/').every { !it.contains(layer.substring(7)) }

// Without network: all of the base came from the cache.
def second = ImageLayout.validate(new File(basedir, 'target/second/image').toPath()).image()
assert second.config().at('/config/Env').collect { it.asText() }.containsAll(['TEXT=second', 'BASE=busybox'])
assert says(second) == annotations.findAll { it.key != 'revision' }
assert second.manifest().at('/layers/0') == image.manifest().at('/layers/0')
assert new File(basedir, 'target/cache').directory
assert registry.requests("GET /v2/team/base/blobs/${baseManifest.layers[0].digest}").size() == 1
assert registry.requests("GET /v2/team/base/manifests/$digest").size() == 1 : 'only the first call asks'

// Other digests than the lock file's, and none.
def wrong = 'sha256:' + '0' * 64
assert log.contains("pins '$name:other-digest' to $digest, which has $digest for ")
assert log.contains("but its line says ${io.github.whittle.support.UmociImage.platform()}=$wrong; write the line anew")
assert log =~ /ERROR.*no-such-digest.*$wrong/
assert log =~ /ERROR.*'$name:not-pinned' is not pinned: .* Pin it with mvn io\.github\.whittle:whittle-maven-plugin:lock/
registry.close()
