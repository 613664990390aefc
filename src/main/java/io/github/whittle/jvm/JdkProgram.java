package io.github.whittle.jvm;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program of a JDK, in a process of its own that hears nothing of what the build's environment
 * tells every Java.
 *
 * @param command the program's path, and its arguments
 * @param folder where it runs
 * @param variables for it alone
 */
record JdkProgram(List<String> command, Path folder, Map<String, String> variables) {
  private static final String CLASS_PATH = "CLASSPATH";

  JdkProgram {
    command = List.copyOf(command);
    variables = Map.copyOf(variables);
  }

  /** What it says if it fails, else nothing. */
  String run() throws IOException {
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    setUp(builder.environment());
    var process = builder.start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
    try {
      return process.waitFor() == 0 ? "" : said.isBlank() ? "nothing" : said;
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while '%s' ran".formatted(command.get(0)), e);
    }
  }

  void setUp(Map<String, String> environment) {
    environment.keySet().removeAll(FlagModules.VARIABLES);
    environment.remove(CLASS_PATH);
    environment.putAll(variables);
  }
}
