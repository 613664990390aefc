import io.github.whittle.support.ImageRunner

def log = new File(basedir, 'build.log').text
def homes = (log =~ /Runtime of JDK \S+ \('(.+)'\), with its modules/).collect { it[1] }
assert homes[0] == "$basedir/jdk".toString()
assert homes[1] =~ /^\Q$basedir\E.jmods-\w+$/
assert homes.size() == 3 && !homes[2].startsWith(basedir.path)

def digests = ['toolchain', 'path', 'coordinates'].collect { new File(basedir, "target/$it/digest").text }
assert digests.toSet().size() == 1

def runner = ImageRunner.open()
assert runner.run("oci:$basedir/target/coordinates/image") == "/opt/java ${Runtime.version()}\n"
runner.close()
return true
