def machine = [amd64: 'amd64', aarch64: 'arm64'][System.getProperty('os.arch')]
context.get('userProperties').put('whittle.from.platforms', "linux/$machine".toString())

def homes = [17: System.getProperty('java.home'), 25: System.getProperty('whittle.jdk25')]
def toolchains = homes.collect { java, home ->
  context.get('userProperties').put("jdk.$java".toString(), home)
  "<toolchain><type>jdk</type><provides><id>$java</id></provides><configuration><jdkHome>$home</jdkHome></configuration></toolchain>"
}
new File(basedir, 'toolchains.xml').text = "<toolchains>${toolchains.join()}</toolchains>"
return true
