import io.github.whittle.support.ImageRunner
import io.github.whittle.support.PushedImage
import io.github.whittle.support.Tool

def registry = context.get('registry')
def ours = PushedImage.read("${registry.host()}/app:1", new File(basedir, 'target/ours').toPath())
def jib = PushedImage.read("${registry.host()}/jib:latest", new File(basedir, 'target/jib').toPath())
def config = { new groovy.json.JsonSlurper().parseText(it.config()).config }
def files = { image -> image.layers().drop(1).inject([:]) { all, layer -> all + layer } }

assert config(ours).Entrypoint == config(jib).Entrypoint
assert config(ours).Cmd == config(jib).Cmd
// Jib puts sizes into names that are there twice, and we the groupId.
assert files(ours).keySet()*.replaceAll(/util-\w+/, 'util') as Set == files(jib).keySet()*.replaceAll(/util-\w+/, 'util') as Set
def start = { image, name -> new String(files(image)["app/jib-$name-file" as String]).replaceAll(/util-\w+/, 'util') }
['classpath', 'main-class'].each { assert start(ours, it) == start(jib, it) }

// Modules are in the layer of what changes often.
assert ours.layers()[2].keySet() == ['app/libs/core-1.jar'] as Set
assert ours.layers()[1].keySet().size() == 3
assert ours.layers()[3].keySet() == ['app/resources/app.txt'] as Set

// The second build: another user, another umask, another time.
assert new File(basedir, 'core/target/classes/it/Core.class').toPath().with { java.nio.file.Files.getPosixFilePermissions(it).size() } == 2
assert new File(basedir, 'app/target/whittle/digest').text.trim() == 'sha256:' + new File(basedir, 'target/ours/manifest.json').bytes.digest('SHA-256')

// Only the signed one keeps its library for Windows, and its signature is valid.
def utils = files(ours).findAll { it.key =~ /util-\w+\.jar$/ }
def removed = new File(basedir, 'app/target/whittle/removed.tsv').readLines()*.split('\t').findAll { it[3] =~ /util/ }
def kept = removed.findAll { it[1] == 'kept' }
assert utils.size() == 2 && kept.size() == 1
assert kept[0][3] =~ /util-\w+\.jar!\/win\/util\.dll$/ && kept[0][5] == 'a native library for Windows, but the jar is signed'
assert removed.findAll { it[1] == 'removed' }*.getAt(3).every { it.endsWith('!/win/util.dll') && it != kept[0][3] }
assert removed.findAll { it[1] == 'removed' }.size() == 1
def signed = new File(basedir, 'target/signed.jar')
signed.bytes = utils[kept[0][3].replaceAll('^/|!.*', '')]
assert Tool.ofJdk('jarsigner').run('-verify', signed.path).contains('jar verified')

def runner = ImageRunner.openOverlay()
def said = runner.run("docker://${registry.host()}/app:1")
assert said.replaceAll(/util-\w+/, 'util') == runner.run("docker://${registry.host()}/jib:latest").replaceAll(/util-\w+/, 'util')
assert said =~ /^hello there; a b; core; -1; a resource; util-\w+\.jar,util-\w+\.jar\n$/
runner.close()

registry.close()
