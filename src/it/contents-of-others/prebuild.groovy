import io.github.whittle.support.Tool
import io.github.whittle.support.UmociImage
import java.nio.file.Files

def target = Files.createDirectory(new File(basedir, 'target').toPath())

// /bin is a link there, and /etc/motd one to elsewhere.
def tools = new UmociImage(target.resolve('tools'))
def root = tools.unpack()
UmociImage.busybox(root, 'sh', 'cat', 'id', 'ls', 'stat', 'env')
Files.writeString(Files.createDirectories(root.resolve('usr/share')).resolve('motd'), 'good morning\n')
Files.createSymbolicLink(Files.createDirectory(root.resolve('etc')).resolve('motd'), root.fileSystem.getPath('/usr/share/motd'))
def authorities = java.security.KeyStore.getInstance(new File(System.getProperty('java.home'), 'lib/security/cacerts'), (char[]) null)
def pem = { '-----BEGIN CERTIFICATE-----\n' + authorities.getCertificate(it).encoded.encodeBase64(true).toString().trim() + '\n-----END CERTIFICATE-----\n' }
def bundle = Files.createDirectories(root.resolve('etc/pki/tls/certs')).resolve('ca-bundle.crt')
Files.writeString(bundle, '# ours\n' + authorities.aliases().toList().take(2).collect(pem).join('\n'))
tools.repack()
new File(basedir, 'whittle.lock').text =
    "oci://target/tools/layout ${tools.digest()} ${UmociImage.platform()}=${tools.digest()}\n"

def files = Files.createDirectories(target.resolve('files/deep'))
Files.writeString(files.resolve('run'), '''\
id
cat /etc/motd
for d in /gz /xz/files /zst/files /zip/files; do ls "$d" "$d/deep"; done
stat -c '%a %u %n' /gz/deep/run /gz/run /xz/files/twin /zip/files/deep/run /tmp /home/app
stat -c '%h %N' /gz/twin /gz/link
echo x >/tmp/mine
'''.stripIndent())
def run = files.resolveSibling('run')
Files.move(files.resolve('run'), run)
Files.writeString(files.resolve('run'), 'deep')
Files.setAttribute(run, 'unix:mode', 0754)
Files.setAttribute(files.resolve('run'), 'unix:mode', 04711)
Files.createLink(files.resolveSibling('twin'), run)
Files.createSymbolicLink(files.resolveSibling('link'), files.fileSystem.getPath('deep/run'))

def tar = Tool.named('tar').in(target)
tar.run('-czf', 'files.tar.gz', 'files')
tar.run('-cJf', 'files.tar.xz', 'files')
tar.run('--zstd', '-cf', 'files.tar.zst', 'files')
tar.run('-cf', 'escaping.tar', '--transform=s,.*/run,../../etc/passwd,', 'files/run')
Tool.named('zip').in(target).run('-qry', 'files.zip', 'files')
def gz = Files.readAllBytes(target.resolve('files.tar.gz'))
Files.write(target.resolve('truncated.tar.gz'), Arrays.copyOf(gz, gz.length - 40))
return true
