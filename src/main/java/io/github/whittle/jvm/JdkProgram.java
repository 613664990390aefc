package io.github.whittle.jvm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A program of a JDK, in a process of its own that hears nothing of what the build's environment
 * tells every Java.
 *
 * @param command the program's path, and its arguments
 * @param folder where it runs
 * @param variables for it alone
 */
record JdkProgram(List<String> command, Path folder, Map<String, String> variables) {
  /** jlink of all modules takes a minute on a slow machine. */
  private static final Duration LIMIT = Duration.ofMinutes(30);

  /** What is kept of what it says, in bytes: the first lines tell. */
  private static final int MOST = 1 << 16;

  private static final int REST_MILLIS = 1000;
  private static final String CLASS_PATH = "CLASSPATH";

  JdkProgram {
    command = List.copyOf(command);
    variables = Map.copyOf(variables);
  }

  /** What it says if it fails, else nothing. */
  String run() throws IOException {
    return run(LIMIT);
  }

  String run(Duration limit) throws IOException {
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    setUp(builder.environment());
    var process = builder.start();
    try {
      process.getOutputStream().close();
      return answer(process, limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while '%s' ran".formatted(command.get(0)), e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private String answer(Process process, Duration limit) throws IOException, InterruptedException {
    var said = new ByteArrayOutputStream();
    var reader = new Thread(() -> read(process, said), "whittle-jdk-program");
    reader.setDaemon(true);
    reader.start();
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException(
          "'%s' did not end within %s s and said: %s"
              .formatted(command.get(0), limit.toSeconds(), beginning(text(said))));
    }
    // A child of it may hold the stream open, but its own words are in it already.
    reader.join(REST_MILLIS);
    return process.exitValue() == 0 ? "" : text(said);
  }

  private static String text(ByteArrayOutputStream said) {
    var text = said.toString(Charset.defaultCharset());
    return text.isBlank() ? "nothing" : text;
  }

  private static String beginning(String text) {
    return text.lines().limit(5).collect(Collectors.joining("; "));
  }

  /** To the end, so that the program is not held up; what is kept may be read meanwhile. */
  private static void read(Process process, ByteArrayOutputStream said) {
    try (var in = process.getInputStream()) {
      var buffer = new byte[1 << 13];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        said.write(buffer, 0, Math.min(n, MOST - said.size()));
      }
    } catch (IOException e) {
      return; // What came before decides.
    }
  }

  void setUp(Map<String, String> environment) {
    environment.keySet().removeAll(FlagModules.VARIABLES);
    environment.remove(CLASS_PATH);
    environment.putAll(variables);
  }
}
