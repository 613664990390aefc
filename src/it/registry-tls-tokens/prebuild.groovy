import io.github.whittle.support.DockerRegistry
import io.github.whittle.support.PrivateAuthority
import io.github.whittle.support.RegistrySetup
import io.github.whittle.support.TokenServer
import io.github.whittle.support.Tool
import io.github.whittle.support.UmociImage

def login = 'mark-4c2e-user:mark-4c2e-password'
def authority = PrivateAuthority.make(new File(basedir, 'authority').toPath())
def tokens = TokenServer.start(authority, login, 'mark-4c2e-token')
def setup = RegistrySetup.open().withTls(authority.issue('registry')).withTokens(tokens)
def registry = DockerRegistry.start(new File(basedir, 'registry').toPath(), setup)
context.putAll([registry: registry, tokens: tokens, login: login])
context.get('userProperties').put('registry', registry.host())

// As `podman login` and its manual leave them.
def config = new File(basedir, 'home/.config/containers')
def certificates = new File(config, "certs.d/${registry.host()}")
certificates.mkdirs()
new File(certificates, 'ca.crt').text = authority.certificate().toFile().text
new File(config, 'auth.json').text = """{"auths": {"${registry.host()}": {"auth": "${login.bytes.encodeBase64()}"}}}"""
context.put('certificates', certificates.path)

def base = new UmociImage(new File(basedir, 'target/base').toPath())
def root = base.unpack()
UmociImage.busybox(root, 'sh', 'echo')
base.repack()
def name = "${registry.host()}/team/base:1"
Tool.named('skopeo').run('copy', '--dest-cert-dir', certificates.path, '--dest-creds', login, 'oci:' + base.name(), "docker://$name".toString())
new File(basedir, 'whittle.lock').text = "$name ${base.digest()} ${UmociImage.platform()}=${base.digest()}\n"
return true
