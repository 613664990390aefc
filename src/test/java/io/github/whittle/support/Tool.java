package io.github.whittle.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real program of this machine, run with an argument list and a time limit.
 *
 * <p>Where a program is missing, a test is left out; with {@code CI=true} it fails instead.
 */
public final class Tool {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final List<String> command;
  private final Path folder;

  private Tool(List<String> command, Path folder) {
    this.command = command;
    this.folder = folder;
  }

  /** What a program left behind. */
  public record Ran(int exitCode, String out, String err) {
    /** Standard output of a run that went well; else fails with what the program said. */
    public String orFail(List<String> command) {
      if (exitCode != 0) {
        throw new AssertionError(
            "%s ended with %d%n%s%s".formatted(String.join(" ", command), exitCode, out, err));
      }
      return out;
    }
  }

  /** For a JUnit test: the program, or the test is left out. */
  public static Tool require(String name) {
    Assumptions.assumeTrue(present(name), () -> name + " is not on this machine");
    return named(name);
  }

  /** For what a test needs beside programs, for example a file of the machine. */
  public static void missing(String what) {
    if (inCi()) {
      throw new AssertionError("CI=true, and not on this machine: " + what);
    }
    Assumptions.abort(what + " is not on this machine");
  }

  private static boolean inCi() {
    return "true".equals(System.getenv("CI"));
  }

  /** For a {@code selector.groovy}: whether all are here; with {@code CI=true} they must be. */
  public static boolean present(String... names) {
    var missing = Stream.of(names).filter(name -> find(name).isEmpty()).toList();
    if (!missing.isEmpty() && inCi()) {
      throw new AssertionError("CI=true, and not on the PATH: " + String.join(", ", missing));
    }
    return missing.isEmpty();
  }

  /** The program, which must be here. */
  public static Tool named(String name) {
    return new Tool(
        List.of(
            find(name)
                .orElseThrow(() -> new AssertionError(name + " is not on the PATH"))
                .toString()),
        Path.of("").toAbsolutePath());
  }

  /** A program of the JDK that runs the tests, for example {@code jlink}. */
  public static Tool ofJdk(String name) {
    var program = Path.of(System.getProperty("java.home"), "bin", name);
    return new Tool(List.of(program.toString()), Path.of("").toAbsolutePath());
  }

  static Optional<Path> find(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Where the program is. */
  public String path() {
    return command.get(0);
  }

  /** The same program with {@code args} always in front, for example a folder for its state. */
  public Tool with(String... args) {
    return new Tool(Stream.concat(command.stream(), Stream.of(args)).toList(), folder);
  }

  /** The same program with {@code other} as its working directory. */
  public Tool in(Path other) {
    return new Tool(command, other);
  }

  /** This program, started by {@code other}. */
  Tool under(List<String> other) {
    return new Tool(Stream.concat(other.stream(), command.stream()).toList(), folder);
  }

  /** Gives standard output; fails with all that the program said if it ends badly. */
  public String run(String... args) {
    return ran(args).orFail(with(args).command);
  }

  /**
   * Starts the program, which the caller ends.
   *
   * @param log for what it says
   */
  Process start(Path log) throws IOException {
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** Runs the program, whatever its end. */
  public Ran ran(String... args) {
    try {
      var out = Files.createTempFile("whittle", ".out");
      var err = Files.createTempFile("whittle", ".err");
      try {
        var exitCode = with(args).exitCode(out, err);
        return new Ran(exitCode, Files.readString(out), Files.readString(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int exitCode(Path out, Path err) throws IOException {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    var process =
        builder
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .redirectInput(NOTHING)
            .start();
    try {
      if (process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        return process.exitValue();
      }
      throw new AssertionError(
          "%s did not end within %s%n%s"
              .formatted(String.join(" ", command), LIMIT, Files.readString(err)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + command.get(0), e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static final File NOTHING =
      new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
}
