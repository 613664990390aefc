import io.github.whittle.support.ImageRunner

def log = new File(basedir, 'build.log').text
assert !log.contains('which is not in the image')

def ledger = new File(basedir, 'target/whittle/removed.tsv').readLines()*.split('\t')
def added = ledger.findAll { it[1] == 'added' }
assert added.any { it[3] =~ /libpthread\.so\.0$/ && it[5] =~ /^needed by \/app\/libs\/(sqlite-jdbc|zstd-jni)-\S+\.jar!\/\S+\.so$/ }
// Those for other systems and machines left.
assert ledger.any { it[1] == 'removed' && it[3] =~ /sqlite-jdbc-\S+\.jar!.*\.dll$/ }

def runner = ImageRunner.open()
['whittle', 'shaded'].each { assert runner.run("oci:$basedir/target/$it/image".toString()) == '1 a note 4\n1000\n' }
runner.close()
return true
