package io.github.whittle.sandbox;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A short run of a program of this machine. */
final class HostCommand {
  private HostCommand() {}

  /** What went wrong: the program's own words; empty if nothing did. */
  static Optional<String> failure(List<String> command) throws IOException {
    return failure(command, new byte[0]);
  }

  /**
   * @param input what the program reads
   */
  static Optional<String> failure(List<String> command, byte[] input) throws IOException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var text = new String(talk(process, input), StandardCharsets.UTF_8).strip();
    int code = exitCode(process);
    return code == 0
        ? Optional.empty()
        : Optional.of(text.isEmpty() ? "it ended with exit code " + code : text);
  }

  /** What the program wrote; fails with its own words if it ends badly. */
  static byte[] output(List<String> command) throws IOException {
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    var out = talk(process, new byte[0]);
    int code = exitCode(process);
    if (code != 0) {
      throw new IOException("%s ended with exit code %s".formatted(command.get(0), code));
    }
    return out;
  }

  private static byte[] talk(Process process, byte[] input) throws IOException {
    try (var stdin = process.getOutputStream()) {
      stdin.write(input);
    } catch (IOException e) {
      // It ended before it had read all; what it said is in its output.
    }
    return process.getInputStream().readAllBytes();
  }

  private static int exitCode(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
