import io.github.whittle.support.UmociImage
import java.nio.file.Files

def base = new UmociImage(new File(basedir, 'target/base').toPath())
def random = new Random(1)
// Noise, which nothing can compress.
def noise = { path, megabytes ->
  def bytes = new byte[megabytes << 20]
  random.nextBytes(bytes)
  Files.write(path, bytes)
}
def step = { change ->
  change(base.unpack())
  base.repack()
}
step { UmociImage.busybox(it, 'sh', 'cat', 'ls') }
step {
  noise(it.resolve('much'), 100)
  noise(it.resolve('secret'), 1)
}
step { noise(it.resolve('little'), 10) }
step {
  Files.copy(it.resolve('secret'), new File(basedir, 'target/secret').toPath())
  Files.delete(it.resolve('much'))
  Files.delete(it.resolve('secret'))
}
base.config('--config.cmd', '/bin/sh', '--config.cmd', '-c', '--config.cmd', 'echo $A; ls /; cat /data',
    '--config.env', 'A=1 and 2', '--config.exposedports', '8080/tcp')
new File(basedir, 'whittle.lock').text =
    "oci://target/base/layout ${base.digest()} ${UmociImage.platform()}=${base.digest()}\n"
context.put('digest', base.digest())
return true
