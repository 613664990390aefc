package io.github.whittle.trace;

import io.github.whittle.tree.TreePath;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line of the JVM's {@code -Xlog:class+load}, with any decorations or none: {@code [0.02s][info]
 * com.example.A source: file:/app/libs/a.jar}.
 *
 * <p>Classes of the runtime's own image name no file; a class of a folder names its class file.
 */
final class ClassLoadLog {
  private static final Pattern LINE =
      Pattern.compile("(?:\\[.*\\] ?)*\\s*(?<name>\\S+) source: (?<source>.*)");

  private ClassLoadLog() {}

  static boolean knows(String line) {
    return LINE.matcher(line).matches();
  }

  static Optional<TreePath> path(String line) {
    var match = LINE.matcher(line);
    if (!match.matches()) {
      return Optional.empty();
    }
    var source = match.group("source").strip().replaceFirst("^jar:", "").replaceFirst("!/.*", "");
    if (!source.startsWith("file:")) {
      return Optional.empty();
    }
    return Optional.of(path(source, match.group("name")));
  }

  private static TreePath path(String source, String name) {
    // The JVM writes some of these names with their spaces.
    var path = URI.create(source.replace(" ", "%20")).getPath();
    return TreePath.parse(
        path.endsWith("/")
            ? path + name.replaceFirst("/0x.*", "").replace('.', '/') + ".class"
            : path);
  }
}
