package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.util.List;

/**
 * {@code <system><timezones>}: names as {@code Europe/Berlin}, or one word: {@code all} or {@code
 * none}.
 *
 * @param all whether every zone is meant; then there are no names
 */
public record Timezones(boolean all, List<String> names) {
  public Timezones {
    names = List.copyOf(names);
    for (var name : names) {
      if (!name.matches("[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*")) {
        throw new InvalidInputException(
            "'%s' is not a timezone; write names as Europe/Berlin, or all, or none"
                .formatted(name));
      }
    }
  }

  static Timezones parse(String text) {
    return switch (text) {
      case "all" -> new Timezones(true, List.of());
      case "none" -> of(List.of());
      default -> of(Csv.list(text));
    };
  }

  static Timezones of(List<String> names) {
    return new Timezones(false, names);
  }

  @Override
  public String toString() {
    return all ? "all" : names.isEmpty() ? "none" : Csv.write(names);
  }
}
