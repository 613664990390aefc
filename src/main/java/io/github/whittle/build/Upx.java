package io.github.whittle.build;

import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.ProgramPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The program upx, which packs programs.
 *
 * @see <a href="https://github.com/upx/upx/blob/v4.2.4/doc/upx-doc.txt">its manual</a>
 */
record Upx(String program) {
  private static final long MINUTES = 30;

  /** It ends so where it had something to say, for example that the file cannot be packed. */
  private static final int WARNING = 2;

  private record Ran(int exitCode, String output) {
    String says() {
      return output.isEmpty()
          ? "ended with %s and said nothing".formatted(exitCode)
          : "ended with %s and said: %s".formatted(exitCode, output);
    }
  }

  /**
   * @param given where the user says it is; else it is looked for on the PATH
   */
  static Upx find(Optional<Path> given, String path) {
    return given
        .or(() -> new ProgramPath(path).find("upx"))
        .filter(Files::isExecutable)
        .map(file -> new Upx(file.toString()))
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "<pack>upx</pack> needs the program upx, which is %s; install it (https://upx.github.io), name it as <upx>/path/to/upx</upx>, or remove <pack>"
                        .formatted(
                            given.map(file -> "not at '" + file + "'").orElse("not on the PATH"))));
  }

  /**
   * Writes {@code to}.
   *
   * @param name of the program in the image
   * @return why it cannot be packed; nothing if it is
   * @throws InvalidInputException if upx fails
   */
  Optional<String> pack(String name, Path from, Path to) throws IOException {
    var ran = run("--best", "-qq", "-o", to.toString(), from.toString());
    if (ran.exitCode() == 0 && Files.exists(to)) {
      return Optional.empty();
    }
    if (ran.exitCode() == WARNING) {
      return Optional.of("upx " + ran.says());
    }
    throw new InvalidInputException(
        "'%s' cannot be packed: '%s' %s; remove <pack> from it"
            .formatted(name, program, ran.says()));
  }

  /**
   * Has upx unpack what it packed and compare.
   *
   * @param name of the program in the image
   * @return the milliseconds that it took
   * @throws InvalidInputException if it is not the same
   */
  long test(String name, Path packed) throws IOException {
    long start = System.nanoTime();
    var ran = run("-t", "-qq", packed.toString());
    if (ran.exitCode() != 0) {
      throw new InvalidInputException(
          "upx packed '%s', and its own test (upx -t) refuses the result: it %s"
              .formatted(name, ran.says()));
    }
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  private Ran run(String... args) throws IOException {
    var command = Stream.concat(Stream.of(program), Stream.of(args)).toList();
    var output = Files.createTempFile("upx", ".log");
    try {
      var process =
          new ProcessBuilder(List.copyOf(command))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      return new Ran(ended(process), Files.readString(output, StandardCharsets.UTF_8).strip());
    } finally {
      Files.delete(output);
    }
  }

  private int ended(Process process) throws IOException {
    try {
      if (process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        return process.exitValue();
      }
      throw new IOException("'%s' did not end within %s minutes".formatted(program, MINUTES));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + program, e);
    } finally {
      process.destroyForcibly();
    }
  }
}
