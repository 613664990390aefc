import groovy.json.JsonSlurper
import io.github.whittle.support.Tool

def whittle = new File(basedir, 'target/whittle')
def registry = context.get('registry')
def digest = new File(whittle, 'digest').text.trim()
def skopeo = Tool.named('skopeo')
def json = { String text -> new JsonSlurper().parseText(text) }

// What is in the image.
def sbom = json(new File(whittle, 'sbom.cdx.json').text)
assert new org.cyclonedx.parsers.JsonParser().validate(new File(whittle, 'sbom.cdx.json'), org.cyclonedx.Version.VERSION_16).isEmpty()
def part = { String ref -> sbom.components.find { it.'bom-ref'.startsWith(ref) } }
def needs = { String ref -> sbom.dependencies.find { it.ref.startsWith(ref) }.dependsOn }
assert sbom.metadata.timestamp == '2026-01-31T12:00:00Z'
assert sbom.metadata.component.version == digest
def slf4j = part('pkg:maven/org.slf4j/slf4j-api@2.0.17')
assert slf4j.licenses[0].license.id == 'MIT'
assert slf4j.hashes*.alg == ['SHA-1', 'SHA-256']
assert slf4j.evidence.occurrences*.location == ['/app/libs/slf4j-api-2.0.17.jar']
assert part('pkg:maven/it/documents@1').type == 'application'
assert needs('file:/usr/bin/umoci').any { it.startsWith('pkg:golang/stdlib@') }
def java = part('jdk:/opt/java')
assert java.type == 'platform'
def release = new Properties()
new File(System.getProperty('java.home'), 'release').withReader { release.load(it) }
def told = { String name -> release[name].replace('"', '') }
assert java.version == told('JAVA_RUNTIME_VERSION') && java.supplier.name == told('IMPLEMENTOR')
assert java.purl.startsWith("pkg:generic/${told('IMPLEMENTOR').replace(' ', '%20')}/openjdk@")
assert needs('jdk:/opt/java').any { it.startsWith('jdk-module:java.base@') }
assert java.properties.any { it.name == 'whittle:removed:paths' }
assert sbom.components.any { it.type == 'file' && it.name.endsWith('/libc.so.6') && it.hashes }

// How it was made.
def statement = json(new File(whittle, 'provenance.json').text)
assert statement.subject == [[name: "${registry.host()}/team/app", digest: [sha256: digest - 'sha256:']]]
def build = statement.predicate.buildDefinition
assert build.externalParameters.contents.any { it.file == [source: 'target/umoci', target: '/usr/bin/umoci', owner: '0:0'] }
assert build.resolvedDependencies.any { it.uri == 'pkg:maven/org.slf4j/slf4j-api@2.0.17' && it.digest.sha256 == slf4j.hashes[1].content }
assert build.resolvedDependencies.any { it.name == 'target/umoci' }
assert build.internalParameters.steps.any { it.step == 'reduced' && it.reason == 'stripped (all)' || it.step == 'layer' }

// Nothing of who we are to the registry.
whittle.eachFileRecurse(groovy.io.FileType.FILES) { file ->
  assert !file.getText('ISO-8859-1').contains('marked-')
}

// What others find: this registry has no list of referrers, so it is under a tag; and as blobs.
['app', 'other'].each { repository ->
  def name = "docker://${registry.host()}/team/$repository"
  def list = json(skopeo.run('inspect', '--tls-verify=false', '--raw', "$name:${digest.replace(':', '-')}"))
  assert list.mediaType == 'application/vnd.oci.image.index.v1+json'
  [('application/vnd.cyclonedx+json'): 'sbom.cdx.json', ('application/vnd.in-toto+json'): 'provenance.json'].each { type, file ->
    def found = list.manifests.find { it.artifactType == type }
    def manifest = json(skopeo.run('inspect', '--tls-verify=false', '--raw', "$name@${found.digest}"))
    assert manifest.subject.digest == digest
    assert manifest.artifactType == type
    assert manifest.layers*.mediaType == [type]
    def blob = new URL("http://${registry.host()}/v2/team/$repository/blobs/${manifest.layers[0].digest}").bytes
    assert blob == new File(whittle, file).bytes
  }
}
assert registry.requests('PUT /v2/team/other/manifests/1').isEmpty()
registry.close()
