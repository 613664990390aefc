import io.github.whittle.support.Debootstrap
import io.github.whittle.support.Tool
import io.github.whittle.support.UmociImage

def base = Debootstrap.image()
new File(basedir, 'target/base').mkdirs()
Tool.named('cp').run('-a', base.layout().toString(), new File(basedir, 'target/base/layout').path)
def digest = base.digest()
new File(basedir, 'whittle.lock').text =
    "oci://target/base/layout $digest ${UmociImage.platform()}=$digest\n"
return true
