package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code <compression>}: how layers are compressed; in short {@code
 * <compression>zstd</compression>}.
 *
 * @param level of the {@code type}'s own scale; without it, the writer's default
 */
public record Compression(@Default("gzip") Type type, Optional<Integer> level) {
  /** The words are those of media types. */
  public enum Type {
    GZIP(9),
    ZSTD(22);

    private final int highest;

    Type(int highest) {
      this.highest = highest;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Compression {
    if (level.isPresent() && (level.get() < 1 || level.get() > type.highest)) {
      throw new InvalidInputException(
          "level %d is not one of %s; write 1 to %d".formatted(level.get(), type, type.highest));
    }
  }

  public static Compression parse(String text) {
    return new Compression(Scalars.choice(Type.class, text), Optional.empty());
  }
}
