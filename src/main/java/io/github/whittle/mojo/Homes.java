package io.github.whittle.mojo;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** The folders in which docker, podman and we keep what is the user's. */
final class Homes {
  /** What Java says of a user whom the system does not know. */
  private static final String NOBODY = "?";

  private Homes() {}

  /**
   * {@code $HOME} first, where docker and podman look, then that of the JVM, which asks the system:
   * in a container job of GitHub Actions the two differ.
   */
  static List<Path> of(Map<String, String> environment, Properties system) {
    return Stream.of(environment.getOrDefault("HOME", ""), system.getProperty("user.home", ""))
        .filter(text -> !text.isBlank() && !text.equals(NOBODY))
        .flatMap(Homes::path)
        .distinct()
        .toList();
  }

  private static Stream<Path> path(String text) {
    try {
      return Stream.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Stream.empty(); // No folder has that name.
    }
  }
}
