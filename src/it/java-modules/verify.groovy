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
assert files(ours).keySet() == files(jib).keySet()
['classpath', 'main-class'].each { assert files(ours)["app/jib-$it-file" as String] == files(jib)["app/jib-$it-file" as String] }

// Modules are in the layer of what changes often.
assert ours.layers()[2].keySet() == ['app/libs/core-1.jar'] as Set
assert ours.layers()[1].keySet().size() == 3
assert ours.layers()[3].keySet() == ['app/resources/app.txt'] as Set

// Only the signed one keeps its library for Windows, and its signature is valid.
def utils = files(ours).findAll { it.key =~ /util-\d+\.jar$/ }
def removed = new File(basedir, 'app/target/whittle/removed.tsv').readLines()*.split('\t')
def kept = removed.findAll { it[1] == 'kept' }
assert utils.size() == 2 && kept.size() == 1
assert kept[0][3] =~ /util-\d+\.jar!\/win\/util\.dll$/ && kept[0][5] == 'a native library for Windows, but the jar is signed'
assert removed.findAll { it[1] == 'removed' }*.getAt(3).every { it.endsWith('!/win/util.dll') && it != kept[0][3] }
assert removed.findAll { it[1] == 'removed' }.size() == 1
def signed = new File(basedir, 'target/signed.jar')
signed.bytes = utils[kept[0][3].replaceAll('^/|!.*', '')]
assert Tool.ofJdk('jarsigner').run('-verify', signed.path).contains('jar verified')

def runner = ImageRunner.openOverlay()
def said = runner.run("docker://${registry.host()}/app:1")
assert said == runner.run("docker://${registry.host()}/jib:latest")
assert said =~ /^hello there; a b; core; -1; a resource; util-\d+\.jar,util-\d+\.jar\n$/
runner.close()

registry.close()
