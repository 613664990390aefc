import io.github.whittle.support.ImageRunner
import io.github.whittle.support.Tool

def log = new File(basedir, 'build.log').text
def registry = context.get('registry')
def image = "${registry.host()}/team/app:1".toString()
def digest = new File(basedir, 'target/whittle/digest').text.trim()
def certificates = context.get('certificates')

assert log.contains("credentials for ${registry.host()}: 'home/.config/containers/auth.json'")
assert log =~ /Sent 2 blobs \([^)]*\), mounted 1 from other repositories; 0 were there already/
def scopes = context.get('tokens').scopes()
assert scopes.contains('repository:team/app:pull,push') && scopes.contains('repository:team/base:pull')

def skopeo = Tool.named('skopeo').run('inspect', '--cert-dir', certificates, '--creds', context.get('login'), '--format={{.Digest}}', "docker://$image".toString())
assert skopeo.trim() == digest
def runner = ImageRunner.open()
runner.podman().run('pull', '--quiet', '--cert-dir', certificates, '--creds', context.get('login'), image)
assert runner.run(image) == 'behind a door\n'
runner.close()
registry.close()
context.get('tokens').close()
return true
