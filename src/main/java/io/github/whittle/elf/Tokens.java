package io.github.whittle.elf;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code $ORIGIN}, {@code $LIB} and {@code $PLATFORM} stand for in a path of glibc's loader.
 *
 * @param lib of the distribution, as {@code lib64}
 * @param platform of every processor of the machine; empty where it is another on each
 * @see <a href="https://man7.org/linux/man-pages/man8/ld.so.8.html">ld.so(8), dynamic string
 *     tokens</a>
 */
record Tokens(String lib, Optional<String> platform) {
  private static final Pattern TOKEN =
      Pattern.compile("\\$(?:\\{(ORIGIN|LIB|PLATFORM)}|(ORIGIN|LIB|PLATFORM)(?![A-Za-z0-9_]))");

  /** The paths in which every token is known: others cannot be meant. */
  List<String> expand(List<String> paths, String origin) {
    return paths.stream().flatMap(path -> expand(path, origin).stream()).toList();
  }

  Optional<String> expand(String path, String origin) {
    if (platform.isEmpty() && TOKEN.matcher(path).results().anyMatch(m -> name(m.group()))) {
      return Optional.empty();
    }
    return Optional.of(
        TOKEN
            .matcher(path)
            .replaceAll(
                match ->
                    Matcher.quoteReplacement(
                        value(match.group(1) == null ? match.group(2) : match.group(1), origin))));
  }

  private static boolean name(String token) {
    return token.contains("PLATFORM");
  }

  private String value(String name, String origin) {
    return switch (name) {
      case "ORIGIN" -> origin;
      case "LIB" -> lib;
      default -> platform.orElseThrow();
    };
  }
}
