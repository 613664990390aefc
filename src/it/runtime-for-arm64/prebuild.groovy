import io.github.whittle.support.DebianArm64
import io.github.whittle.support.Tool
import io.github.whittle.support.UmociImage

context.get('userProperties').put('jdk.arm64', DebianArm64.jdk().toString())

def base = new UmociImage(new File(basedir, 'target/base').toPath())
def root = base.unpack()
for (folder in ['lib', 'usr/lib/aarch64-linux-gnu', 'usr/lib/locale']) {
  def to = new File(root.toFile(), folder)
  to.parentFile.mkdirs()
  Tool.named('cp').run('-a', "${DebianArm64.root()}/$folder".toString(), to.path)
}
base.repack()
base.config('--architecture', 'arm64')
new File(basedir, 'whittle.lock').text = "oci://target/base/layout ${base.digest()} linux/arm64=${base.digest()}\n"
return true
