package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.util.List;
import java.util.Optional;

/**
 * {@code <healthcheck>}: how a runtime asks whether the program is well; {@code none} takes away
 * that of the base.
 *
 * @param command the program and its arguments; no shell splits them
 * @param retries how many failures in a row make it unhealthy
 */
public record Healthcheck(
    List<String> command,
    Optional<TimeSpan> interval,
    Optional<TimeSpan> timeout,
    Optional<TimeSpan> startPeriod,
    Optional<Integer> retries) {
  private static final String NONE = "none";

  public Healthcheck {
    command = List.copyOf(command);
    if (command.isEmpty() || command.get(0).isBlank()) {
      throw new InvalidInputException(
          "<command> is empty; write <command><arg>/app/hello</arg><arg>--check</arg></command>");
    }
    if (retries.filter(count -> count < 1).isPresent()) {
      throw new InvalidInputException("<retries> is below 1; write 1 or more, or remove it");
    }
  }

  public static Healthcheck parse(String text) {
    if (!text.equals(NONE)) {
      throw new InvalidInputException(
          "'%s' is not read; write none, or tags: <command><arg>/app/hello</arg></command>"
              .formatted(text));
    }
    return new Healthcheck(
        List.of(NONE), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Whether there is to be none. */
  public boolean isNone() {
    return command.equals(List.of(NONE));
  }
}
