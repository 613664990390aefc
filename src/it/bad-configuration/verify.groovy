def pom = new File(basedir, 'pom.xml').readLines()
def log = new File(basedir, 'build.log').readLines()
def reported = { String tag, String... words ->
  def line = pom.findIndexOf { it.contains(tag) } + 1
  assert log.any { said -> said.contains("pom.xml:$line") && words.every { said.contains(it) } }
}

reported('linux/amd46', 'not a platform')
reported('1.0+5', "registries refuse '+'; write '1.0-5'")
reported('<fiel>', "did you mean 'file'?")
reported('>relative<', "write '/relative'")
reported('/../climbs', "'..'")
reported('undefined', 'undefined')
reported('Dokcer', 'Docker')
reported('99999', '99999')
reported('<contianer', "did you mean 'container'?")
assert log.any { it.contains('<file> has no <source>') }
assert !new File(basedir, 'target/whittle').exists()
