import io.github.whittle.support.Tool

// The outer Java is the 17 of the two; ./check looks for a JDK 25, and fails by itself where there must be one.
return Runtime.version().feature() == 17 && Tool.present('podman', 'jlink') && new File(System.getProperty('whittle.jdk25', 'none'), 'bin/jlink').canExecute()
