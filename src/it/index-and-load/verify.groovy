def log = new File(basedir, 'build.log').text
def registry = context.get('registry')
def image = "${registry.host()}/team/app"
def secret = 'mark-9f3a-ed'

def run = { Map environment, String... words ->
  def builder = new ProcessBuilder(words.toList()).directory(basedir).redirectErrorStream(true)
  builder.environment().putAll(environment)
  def process = builder.start()
  def text = process.inputStream.text.trim()
  assert process.waitFor() == 0 : text
  text
}
def podman = { String... words -> run([:], 'podman', *words) }

// Neither machine has seen what the other made, and nothing has a tag yet.
def digests = ['amd64', 'arm64'].collectEntries { [it, new File(basedir, "$it/target/whittle/digest").text.trim()] }
digests.each { machine, digest ->
  assert log.contains("Pushed $image by digest: $digest")
  assert new File(basedir, "$machine/repository/io/github/whittle").directory
}
assert registry.requests('PUT /v2/team/app/manifests/').every { it =~ /\/manifests\/sha256[:-]/ } : 'digests, and what refers to them'

// The names of what was fetched by which repository do not matter to the third.
def joined = run([WHITTLE_REGISTRY_USERNAME_127_0_0_1: 'somebody', WHITTLE_REGISTRY_PASSWORD_127_0_0_1: secret],
    System.getProperty('maven.home') + '/bin/mvn', '-B', '-X', "-Dmaven.repo.local=$basedir/amd64/repository".toString(),
    '-Daether.enhancedLocalRepository.trackingFilename=none', 'io.github.whittle:whittle-maven-plugin:index',
    "-Dwhittle.sources=${digests.collect { "$image@$it.value" }.join(',')}".toString(), "-Dwhittle.target=$image:1".toString())
assert joined.contains("Joined 2 images to $image:1: sha256:")
log += joined
assert log.contains("credentials for ${registry.host()}: the environment")
[secret, "somebody:$secret".bytes.encodeBase64().toString(), 'somebody'].each { assert !log.contains(it) }

// podman on this machine takes what is for it, and what a machine loaded.
assert log.contains("Loaded into podman: $image:1")
podman('image', 'exists', "$image:1")
podman('rmi', '-f', "$image:1")
podman('pull', '--tls-verify=false', '-q', "$image:1")
assert podman('image', 'inspect', '--format', '{{.Architecture}} {{index .RepoDigests 0}}', "$image:1") =~ /^amd64 /
assert podman('image', 'inspect', '--format', '{{.RepoDigests}}', "$image:1").contains(digests.amd64)
podman('rmi', '-f', "$image:1")
registry.close()
return true
