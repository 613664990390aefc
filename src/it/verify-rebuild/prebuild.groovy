import io.github.whittle.support.Tool

['bin', 'modules/image/bin'].each {
  new File(basedir, it).mkdirs()
  new File(basedir, "$it/busybox").bytes = new File(Tool.named('busybox').path()).bytes
}
// No build makes this one: the second has it not.
new File(basedir, 'target').mkdirs()
new File(basedir, 'target/by-hand').text = 'x'
return true
