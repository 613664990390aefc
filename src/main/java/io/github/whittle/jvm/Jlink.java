package io.github.whittle.jvm;

import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Links runtimes with the {@code jlink} of a JDK, in a process of its own: the same for every JDK,
 * and its memory is not Maven's.
 *
 * @param tools the JDK that has jlink
 * @param source the JDK whose modules are linked; mostly the same
 */
record Jlink(Jdk tools, Jdk source) {
  /** The first JDK whose jlink takes {@code zip-9} instead of {@code 2}. */
  private static final int NAMED_COMPRESSION = 21;

  Jlink {
    if (!Files.isExecutable(program(tools.home()))) {
      throw new InvalidInputException(
          "%s has no bin/jlink; install the whole JDK (on Debian openjdk-%d-jdk-headless), or name another as <jdk>"
              .formatted(tools, tools.feature()));
    }
    if (source.packaged().isEmpty() && !source.home().equals(tools.home())) {
      throw new InvalidInputException(
          "%s has no jmods, and without them only its own jlink can link it, on its own platform; add the jmods that its vendor has as a further download"
              .formatted(source));
    }
    if (tools.feature() != source.feature()) {
      throw new InvalidInputException(
          "jlink of %s cannot link the modules of %s; run Maven, or its toolchain, with Java %d"
              .formatted(tools, source, source.feature()));
    }
  }

  private static Path program(Path home) {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    return home.resolve("bin").resolve(windows ? "jlink.exe" : "jlink");
  }

  /**
   * @param output a folder that is not there yet
   * @throws InvalidInputException with what jlink says, if it refuses
   */
  void link(RuntimeRequest request, Path output) throws IOException {
    var command = new ArrayList<String>();
    command.add(program(tools.home()).toString());
    command.addAll(options(request));
    command.addAll(List.of("--output", output.toString()));
    var said = run(command);
    if (!said.isEmpty()) {
      throw refusal(said);
    }
  }

  /** All options but the output; they decide, with the JDK, every byte of the runtime. */
  List<String> options(RuntimeRequest request) {
    var options = new ArrayList<String>();
    source
        .packaged()
        .filter(folder -> !source.home().equals(tools.home()))
        .ifPresent(folder -> options.addAll(List.of("--module-path", folder.toString())));
    options.addAll(List.of("--add-modules", String.join(",", request.modules())));
    options.addAll(List.of("--compress", compression(request.small())));
    options.addAll(List.of("--no-header-files", "--no-man-pages"));
    if (!request.lineNumbers()) {
      options.add("--strip-java-debug-attributes");
    }
    request.vm().ifPresent(vm -> options.addAll(List.of("--vm", vm)));
    options.addAll(request.options());
    return options;
  }

  private String compression(boolean small) {
    if (tools.feature() < NAMED_COMPRESSION) {
      return small ? "2" : "0";
    }
    return small ? "zip-9" : "zip-0";
  }

  /** What it says if it fails, else nothing. */
  static String run(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(Jlink::changesJava);
    var process = builder.start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
    try {
      return process.waitFor() == 0 ? "" : said.isBlank() ? "nothing" : said;
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while jlink ran", e);
    }
  }

  private static boolean changesJava(String variable) {
    return variable.equals("JDK_JAVA_OPTIONS") || variable.equals("JAVA_TOOL_OPTIONS");
  }

  private InvalidInputException refusal(String said) {
    var lines =
        said.lines()
            .filter(line -> !line.isBlank() && !line.startsWith("Usage: "))
            .limit(5)
            .collect(Collectors.joining("; "));
    return new InvalidInputException(
        "jlink of %s refuses: %s%s".formatted(tools, lines, cure(said)));
  }

  private static String cure(String said) {
    return said.contains("has been modified")
        ? "; a file of this JDK is not as it was delivered: use its original, or write <options><option>--ignore-modified-runtime</option></options>"
        : "";
  }
}
