package io.github.whittle.config;

import java.util.List;
import java.util.Locale;

/**
 * {@code <secrets>}: what happens when a layer holds what looks like a secret; in short {@code
 * <secrets>fail</secrets>}.
 *
 * @param exceptions paths that may look so
 */
public record Secrets(@Default("warn") Mode mode, List<PathPattern> exceptions) {
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

  public static Secrets parse(String text) {
    return new Secrets(Scalars.choice(Mode.class, text), List.of());
  }
}
