package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.util.Optional;

/**
 * What may look like a secret: files, by a path from the root of the image, or else a variable, a
 * label or another text of its configuration, by name. Labels have names of any letters, so every
 * text may be one; what is found all the same is told with the line that exempts it.
 */
public record SecretExempt(String text) {
  public SecretExempt {
    if (text.isBlank()) {
      throw new InvalidInputException(
          "it is empty; write a path, which begins with '/', or the name of a variable or label");
    }
  }

  /** As a user writes it. */
  public static SecretExempt parse(String text) {
    return new SecretExempt(text);
  }

  /** Whether that text is meant; the pom says names without space around. */
  boolean names(String name) {
    return text.strip().equals(name.strip());
  }

  Optional<PathPattern> path() {
    return Optional.of(text).filter(t -> t.startsWith("/")).map(PathPattern::parse);
  }
}
