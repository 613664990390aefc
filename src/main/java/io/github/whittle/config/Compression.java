package io.github.whittle.config;

import io.github.whittle.archive.LayerCompression;
import io.github.whittle.archive.LayerCompression.Type;
import java.util.Optional;

/**
 * {@code <compression>}: how layers are compressed; in short {@code
 * <compression>zstd</compression>}.
 *
 * @param level of the {@code type}'s own scale; without it, the type's usual one
 */
public record Compression(@Default("gzip") Type type, Optional<Integer> level) {
  public Compression {
    settings(type, level);
  }

  public static Compression parse(String text) {
    return new Compression(Scalars.choice(Type.class, text), Optional.empty());
  }

  /** What the writer of layers takes. */
  public LayerCompression settings() {
    return settings(type, level);
  }

  private static LayerCompression settings(Type type, Optional<Integer> level) {
    return level
        .map(given -> new LayerCompression(type, given))
        .orElseGet(() -> LayerCompression.of(type));
  }
}
