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
    var texts =
        patterns.stream()
            .map(PathPattern::text)
            .flatMap(text -> List.of(text, text + "/**").stream())
            .map(text -> text.replace('/', File.separatorChar))
            .toList();
    var matcher = MatchPatterns.from(texts);
    return path ->
        !patterns.isEmpty() && matcher.matches(path.value().replace('/', File.separatorChar), true);
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
