import io.github.whittle.support.Tool

def home = System.getProperty('java.home')
def machine = [amd64: ['amd64', 'x86_64'], aarch64: ['arm64', 'aarch_64']][System.getProperty('os.arch')]
context.get('userProperties').put('whittle.from.platforms', "linux/${machine[0]}".toString())

Tool.named('ln').run('-s', home, "$basedir/jdk".toString())
new File(basedir, 'toolchains.xml').text = """<toolchains>
  <toolchain>
    <type>jdk</type>
    <provides><vendor>it</vendor></provides>
    <configuration><jdkHome>$basedir/jdk</jdkHome></configuration>
  </toolchain>
</toolchains>"""

def modules = new File(basedir, "jmods-${machine[0]}")
modules.mkdirs()
Tool.named('cp').run("$home/jmods/java.base.jmod".toString(), "$home/release".toString(), modules.path)

def artifact = new File(localRepositoryPath, 'it/jdk/modules/1')
artifact.mkdirs()
Tool.named('tar').run('-cf', "$artifact/modules-1-linux-${machine[1]}.tar".toString(), '-C', modules.path, 'java.base.jmod', 'release')
return true
