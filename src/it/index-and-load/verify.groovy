def log = new File(basedir, 'build.log').text
def registry = context.get('registry')
def image = "${registry.host()}/team/app"
def secret = 'mark-9f3a-ed'

def podman = { String... words ->
    def process = (['podman'] + words.toList()).execute()
    def text = process.inputStream.text.trim()
    assert process.waitFor() == 0
    text
}

assert log.contains("Joined 2 images to $image:1: sha256:")
assert log.contains("credentials for ${registry.host()}: the environment")
[secret, "somebody:$secret".bytes.encodeBase64().toString(), 'somebody'].each { assert !log.contains(it) }

assert log.contains("Loaded into podman: $image:amd64")
podman('image', 'exists', "$image:amd64")
podman('pull', '--tls-verify=false', '-q', "$image:1")
assert podman('image', 'inspect', '--format', '{{.Architecture}}', "$image:1") == 'amd64'
podman('rmi', '-f', "$image:1", "$image:amd64")
registry.close()
return true
