package io.github.whittle.tree;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A program of this machine that a test compares us with. */
public record RealTool(Path program) {
  /** Without it, the test is left out, and says so; on the CI machine, it fails. */
  public static RealTool require(String name) {
    var found =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(f -> Path.of(f, name))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      missing(name);
    }
    return new RealTool(found.orElseThrow());
  }

  /** For what a test needs beside programs, for example a file of the machine. */
  public static void missing(String what) {
    if ("true".equals(System.getenv("CI"))) {
      fail("%s is not on this machine, but CI leaves no test out", what);
    }
    abort(what + " is not on this machine");
  }

  /** What the tool prints; fails the test when the tool fails. */
  public String run(Path folder, String... arguments) throws IOException, InterruptedException {
    var command = new java.util.ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    var process = builder.start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      fail("%s: %s", command, output);
    }
    return output;
  }
}
