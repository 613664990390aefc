package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What may look like a secret: files, by a path from the root of the image, or else a variable, a
 * label or another text of its configuration, by name.
 */
public record SecretExempt(String text) {
  /** Names of labels may begin with a domain: {@code app.kubernetes.io/name}. */
  private static final Pattern NAME = Pattern.compile("([^/*?\\s]+\\.[^/*?\\s]+/)?[^/*?\\s]+");

  public SecretExempt {
    if (!text.startsWith("/") && !NAME.matcher(text).matches()) {
      throw new InvalidInputException(
          "'%s' is neither a path, which begins with '/', nor a name; write '/%s', or the name of the variable or label"
              .formatted(text, text));
    }
  }

  /** As a user writes it. */
  public static SecretExempt parse(String text) {
    return new SecretExempt(text);
  }

  Optional<PathPattern> path() {
    return Optional.of(text).filter(t -> t.startsWith("/")).map(PathPattern::parse);
  }
}
