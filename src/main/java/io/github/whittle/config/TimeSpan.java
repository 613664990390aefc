package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** A length of time as people write it: {@code 30 days}, {@code 12 hours}, {@code 90s}. */
public record TimeSpan(Duration duration) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9}) *([a-z]+)");

  public static TimeSpan parse(String text) {
    var match = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!match.matches()) {
      throw refused(text);
    }
    long number = Long.parseLong(match.group(1));
    return new TimeSpan(
        switch (match.group(2)) {
          case "s", "second", "seconds" -> Duration.ofSeconds(number);
          case "m", "min", "minute", "minutes" -> Duration.ofMinutes(number);
          case "h", "hour", "hours" -> Duration.ofHours(number);
          case "d", "day", "days" -> Duration.ofDays(number);
          default -> throw refused(text);
        });
  }

  private static InvalidInputException refused(String text) {
    return new InvalidInputException(
        "'%s' is not a length of time; write a whole number and a unit, for example 90 s, 12 hours or 30 days"
            .formatted(text));
  }
}
