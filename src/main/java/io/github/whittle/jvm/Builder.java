package io.github.whittle.jvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who built a JDK, and as which of their builds: what its file {@code release} says of that and
 * jlink leaves out of the runtime's own, though one version of Java has many builders.
 *
 * @param lines as they stand in the file; none where modules have no such file with them
 */
record Builder(List<String> lines) {
  /** The file's name. */
  static final String FILE = "release";

  private static final Pattern LINE = Pattern.compile("(IMPLEMENTOR|JAVA_RUNTIME_VERSION)=\".+\"");

  Builder {
    lines = List.copyOf(lines);
  }

  static Builder of(Jdk jdk) throws IOException {
    var file = beside(jdk.home());
    return new Builder(
        file.isPresent() ? lines(file.get()).filter(LINE.asMatchPredicate()).toList() : List.of());
  }

  /** A folder of modules alone has it, or it lies where the JDK has it. */
  private static Optional<Path> beside(Path home) {
    boolean inJdk = home.endsWith("jmods");
    return Stream.of(home.resolve(FILE), home.resolveSibling(FILE))
        .limit(inJdk ? 2 : 1)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static Stream<String> lines(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines();
  }

  /**
   * Completes the file of a runtime that was linked of the JDK; what it says already, by an option
   * of the user, stays.
   */
  void addTo(Path runtime) throws IOException {
    var file = runtime.resolve(FILE);
    var there = lines(file).toList();
    Predicate<String> said =
        line ->
            there.stream().anyMatch(l -> l.startsWith(line.substring(0, line.indexOf('=') + 1)));
    var text = new StringBuilder();
    lines.stream().filter(said.negate()).forEach(line -> text.append(line).append('\n'));
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }
}
