// Most JDKs since 24 come without jmods.
return io.github.whittle.support.Tool.present('podman', 'jlink') && new File(System.getProperty('java.home'), 'jmods').isDirectory()
