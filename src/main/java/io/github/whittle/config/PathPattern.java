package io.github.whittle.config;

import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.File;
import java.util.List;
import org.codehaus.plexus.util.MatchPatterns;

/**
 * Paths of an image, as an ant pattern from its root: {@code *} within a name, {@code **} over
 * folders. A folder stands for all that is in it.
 */
public record PathPattern(String text) {
  public PathPattern {
    if (!text.startsWith("/")) {
      throw new InvalidInputException(
          "'%s' does not begin at the root; write '/%s', or '/**/%s' for any folder"
              .formatted(text, text, text));
    }
  }

  /** As a user writes it: a slash at the end means all in the folder. */
  public static PathPattern parse(String text) {
    return new PathPattern(text.length() > 1 && text.endsWith("/") ? text + "**" : text);
  }

  /** Several at once; the question is {@link Any#matches}. */
  public static Any any(List<PathPattern> patterns) {
    var all = patterns.stream().map(PathPattern::matcher).toList();
    return path -> all.stream().anyMatch(one -> one.matches(path));
  }

  private Any matcher() {
    // Most paths begin otherwise, which is told without taking them apart.
    var beginning = text.replaceFirst("/?([*?].*)?$", "");
    var matcher = MatchPatterns.from(onDisk(text), onDisk(text + "/**"));
    return path ->
        path.value().startsWith(beginning) && matcher.matches(onDisk(path.value()), true);
  }

  private static String onDisk(String path) {
    return path.replace('/', File.separatorChar);
  }

  /** Whether a path is meant. */
  @FunctionalInterface
  public interface Any {
    boolean matches(TreePath path);
  }

  @Override
  public String toString() {
    return text;
  }
}
