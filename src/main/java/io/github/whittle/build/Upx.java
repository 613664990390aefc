package io.github.whittle.build;

import io.github.whittle.user.InvalidInputException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

  private record Ran(int exitCode, String output) {}

  /**
   * @param given where the user says it is; else it is looked for on the PATH
   */
  static Upx find(Optional<Path> given, String path) {
    return given
        .or(
            () ->
                Arrays.stream(path.split(File.pathSeparator))
                    .filter(folder -> !folder.isEmpty())
                    .flatMap(folder -> Stream.of("upx", "upx.exe").map(n -> Path.of(folder, n)))
                    .filter(Files::isExecutable)
                    .findFirst())
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
   * @return why it cannot be packed; nothing if it is
   */
  Optional<String> pack(Path from, Path to) throws IOException {
    var ran = run("--best", "-qqq", "-o", to.toString(), from.toString());
    if (ran.exitCode() == 0 && Files.exists(to)) {
      return Optional.empty();
    }
    if (ran.exitCode() == WARNING) {
      return Optional.of("upx says: " + ran.output());
    }
    throw new IOException(
        "'%s' ended with %d: %s".formatted(program, ran.exitCode(), ran.output()));
  }

  /**
   * Has upx unpack what it packed and compare.
   *
   * @param name of the program in the image
   * @return the milliseconds that it took
   */
  long test(String name, Path packed) throws IOException {
    long start = System.nanoTime();
    var ran = run("-t", "-qqq", packed.toString());
    if (ran.exitCode() != 0) {
      throw new IOException(
          "upx packed '%s', and its own test (upx -t) refuses the result: %s"
              .formatted(name, ran.output()));
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
      throw new IOException("'%s' did not end within %d minutes".formatted(program, MINUTES));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + program, e);
    } finally {
      process.destroyForcibly();
    }
  }
}
