package io.github.whittle.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Names of the contract that this version cannot do: refused by name, so that nobody takes them for
 * a slip. Whoever builds one deletes its line.
 */
final class NotYet {
  private static final Set<String> PATHS =
      Set.of(
          "contents.file.strip.classes",
          "contents.directory.strip.classes",
          "contents.artifact.strip.classes",
          "contents.archive.strip.classes",
          "contents.copy.strip.classes",
          "limits");

  private NotYet() {}

  /** Why {@code path}, or what it is below of, cannot be used; goes on after the name. */
  static Optional<String> refusal(String path) {
    return PATHS.stream().anyMatch(known -> path.equals(known) || path.startsWith(known + "."))
        ? Optional.of(" is known, but this version of Whittle cannot do it; remove it")
        : Optional.empty();
  }

  /** The names right below {@code path}, which is empty for the top. */
  static List<String> below(String path) {
    var prefix = path.isEmpty() ? "" : path + ".";
    return PATHS.stream()
        .filter(known -> known.startsWith(prefix))
        .map(known -> known.substring(prefix.length()))
        .filter(name -> name.indexOf('.') < 0)
        .sorted()
        .toList();
  }
}
