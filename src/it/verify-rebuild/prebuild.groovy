import io.github.whittle.support.Tool

def busybox = new File(basedir, 'bin/busybox')
busybox.parentFile.mkdirs()
busybox.bytes = new File(Tool.named('busybox').path()).bytes
// No build makes this one: the second has it not.
new File(basedir, 'target').mkdirs()
new File(basedir, 'target/by-hand').text = 'x'
return true
