package io.github.whittle.jvm;

import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    if (!hasJlink(tools)) {
      throw lacksJlink(tools);
    }
    if (source.packaged().isEmpty() && !source.home().equals(tools.home())) {
      throw source.runsWhere(tools) ? lacksJlink(source) : lacksModules(source);
    }
    if (tools.feature() != source.feature()) {
      throw otherJava(tools, source);
    }
  }

  /**
   * That of the source itself where it runs on this machine, since jlink links only its own Java;
   * else that of the build.
   *
   * @param build the JDK of the build
   * @throws InvalidInputException if neither can
   */
  static Jlink of(Jdk build, Jdk source) {
    boolean own = hasJlink(source) && source.runsWhere(build);
    return new Jlink(own ? source : build, source);
  }

  private static boolean hasJlink(Jdk jdk) {
    return Files.isExecutable(program(jdk.home()));
  }

  private static InvalidInputException lacksJlink(Jdk jdk) {
    return new InvalidInputException(
        "%s has no bin/jlink: it only runs Java; install the whole JDK (on Debian openjdk-%s-jdk-headless), or name another as <jdk>"
            .formatted(jdk, jdk.feature()));
  }

  private static InvalidInputException lacksModules(Jdk source) {
    return new InvalidInputException(
        "%s has no jmods, and without them only its own jlink can link it, on its own platform; add the jmods that its vendor has as a further download"
            .formatted(source));
  }

  private static InvalidInputException otherJava(Jdk tools, Jdk source) {
    var own =
        source.runsWhere(tools)
            ? "name the folder of a whole JDK, with bin/jlink, as <jdk>, or "
            : "";
    return new InvalidInputException(
        "jlink of %s cannot link the modules of %s, since it links only its own Java; %srun Maven, or its toolchain, with a JDK %s"
            .formatted(tools, source, own, source.feature()));
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
    var said =
        new JdkProgram(command(request, output), Path.of("").toAbsolutePath(), Map.of()).run();
    if (!said.isEmpty()) {
      if (said.contains("No space left on device")) {
        throw new IOException("jlink: No space left on device"); // No <runtime> mends that.
      }
      throw refusal(said);
    }
  }

  /** In English, since {@link #cure} reads what it says. */
  List<String> command(RuntimeRequest request, Path output) {
    var command = new ArrayList<String>();
    command.add(program(tools.home()).toString());
    command.addAll(List.of("-J-Duser.language=en", "-J-Duser.country=US"));
    source
        .packaged()
        .filter(folder -> !source.home().equals(tools.home()))
        .ifPresent(folder -> command.addAll(List.of("--module-path", folder.toString())));
    command.addAll(options(request));
    command.addAll(List.of("--output", output.toString()));
    return command;
  }

  /** All options that name no place; they decide, with the JDKs, every byte of the runtime. */
  List<String> options(RuntimeRequest request) {
    var options = new ArrayList<String>();
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
