import io.github.whittle.support.ImageLayout
import io.github.whittle.support.Tool

def layout = new File(basedir, 'target/whittle/image').toPath()
def config = ImageLayout.validate(layout).image().config()
assert config.at('/architecture').asText() == 'arm64'
def words = config.at('/config/Entrypoint').collect { it.asText() }

// umoci wants a tag.
Tool.named('skopeo').run('copy', '-q', "oci:$layout".toString(), "oci:$basedir/target/tagged:1".toString())
def root = "$basedir/target/rootfs".toString()
Tool.named('umoci').run('raw', 'unpack', '--image', "$basedir/target/tagged:1".toString(), root)
Tool.named('cp').run(Tool.named('qemu-aarch64-static').path(), "$root/qemu".toString())

def run = Tool.named('unshare').with('--mount', '--pid', '--fork', 'chroot', root)
assert run.run('/qemu', '/opt/java/bin/java', *words.drop(1)) == 'aarch64 17\n'
return true
