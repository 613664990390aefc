import io.github.whittle.support.Tool

// ./check looks for a JDK 25, and fails by itself where there must be one.
return Tool.present('podman', 'jlink') && new File(System.getProperty('whittle.jdk25', 'none'), 'bin/jlink').canExecute()
