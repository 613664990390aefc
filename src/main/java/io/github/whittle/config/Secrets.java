package io.github.whittle.config;

import java.util.List;
import java.util.Locale;

/**
 * {@code <secrets>}: what happens when an image holds what looks like a secret; in short {@code
 * <secrets>fail</secrets>}.
 *
 * @param exceptions what may look so
 */
public record Secrets(@Default("warn") Mode mode, List<SecretExempt> exceptions) {
  /** What happens then. */
  public enum Mode {
    WARN,
    FAIL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Secrets {
    exceptions = List.copyOf(exceptions);
  }

  /** The files that may look so. */
  public PathPattern.Any paths() {
    return PathPattern.any(exceptions.stream().flatMap(e -> e.path().stream()).toList());
  }

  /** Whether a text of the image's configuration may look so. */
  public boolean exempts(String name) {
    return exceptions.stream().anyMatch(exempt -> exempt.names(name));
  }

  public static Secrets parse(String text) {
    return new Secrets(Scalars.choice(Mode.class, text), List.of());
  }
}
