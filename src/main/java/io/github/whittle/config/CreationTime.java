package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code <creationTime>}: {@code EPOCH}, {@code USE_CURRENT_TIMESTAMP} or an ISO 8601 time.
 *
 * @param fixed empty for the current time
 */
public record CreationTime(Optional<Instant> fixed) {
  /** ISO 8601 with an offset as {@code +01:00}, {@code +0100} or {@code Z}, as Jib reads it. */
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS][XXX][XX][X]");

  public static CreationTime parse(String text) {
    return switch (text) {
      case "EPOCH" -> new CreationTime(Optional.of(Instant.EPOCH));
      case "USE_CURRENT_TIMESTAMP" -> new CreationTime(Optional.empty());
      default -> new CreationTime(Optional.of(instant(text)));
    };
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text, ISO).toInstant();
    } catch (DateTimeParseException e) {
      throw new InvalidInputException(
          "'%s' is not a time; write EPOCH, USE_CURRENT_TIMESTAMP or for example 2026-01-31T12:00:00Z"
              .formatted(text),
          e);
    }
  }

  /** The time that is meant; asks {@code now} only for the current one. */
  public Instant at(Supplier<Instant> now) {
    return fixed.orElseGet(now);
  }
}
