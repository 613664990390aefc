import io.github.whittle.support.ImageLayout
import io.github.whittle.support.Tool

def one = new File(basedir, 'target/one')
def two = new File(basedir, 'target/two')
def digest = new File(one, 'digest').text.trim()

def layout = ImageLayout.validate(new File(one, 'image').toPath())
assert layout.digest() == digest
def paths = layout.image().layers()[0].paths()
assert paths.contains('include/\u00e9.proto')
assert paths.size() == 11
assert new File(two, 'digest').text.trim() == digest
assert new File(basedir, 'target/three/digest').text.trim() == digest

['two', 'three'].each { other ->
  ['sbom.cdx.json', 'provenance.json'].each { document ->
    assert new File(basedir, "target/$other/$document").text.replace("include-$other", 'include-one') == new File(one, document).text
  }
}

// Read off once, the same on every Maven and JDK; a change here changes every user's digests, so it belongs in the changelog.
assert digest == 'sha256:b24ac5eded5d442a61795f920f4003fb0405cc27a14235fb1c4c03885dc5eeda'

def whittle = new groovy.json.JsonSlurper().parse(new File(one, 'provenance.json')).predicate.runDetails.builder.version['whittle-maven-plugin']
def bill = new File(one, 'sbom.cdx.json').text.replaceAll(/"serialNumber" : "[^"]*"/, '').replace(whittle, '')
assert bill.sha256() == '1830398211f56e6010a12a2c7d0899827437696ffe61d697f9a9e48490f01663'

// Java cannot delete a name that is no UTF-8, and the next run begins with that.
['one', 'two', 'three'].each { Tool.named('rm').run('-rf', new File(basedir, "target/include-$it").path) }
return true
