import io.github.whittle.support.Tool
import io.github.whittle.support.UmociImage
import java.nio.file.Files

def bash = Tool.named('bash').path()
def base = new UmociImage(new File(basedir, 'target/base').toPath())
def root = base.unpack()
Files.copy(new File(bash).toPath(), new File(basedir, 'target/bash').toPath())

// The libraries of this machine where programs look for them, and a file that nobody needs.
def libraries = (Tool.named('ldd').run(bash) =~ /(\/\S+) \(/).collect { it[1] }
libraries.each {
  def to = root.resolve(it.substring(1))
  Files.createDirectories(to.parent)
  Files.copy(new File(it).toPath(), to)
}
Files.writeString(root.resolve('unneeded'), 'x')
Tool.named('chmod').run('-R', 'a+rX', root.toString())
base.repack()
context.put('libraries', libraries)
return true
