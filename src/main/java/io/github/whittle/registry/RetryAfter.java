package io.github.whittle.registry;

import com.google.cloud.tools.jib.http.ResponseException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** How long a server asks to be left alone. */
final class RetryAfter {
  private RetryAfter() {}

  /** Zero if it does not ask, or not so that we understand it. */
  static Duration of(ResponseException response, Clock clock) {
    var header = response.getHeaders().getRetryAfter();
    return header == null ? Duration.ZERO : parse(header.strip(), clock);
  }

  static Duration parse(String header, Clock clock) {
    if (header.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(header));
    }
    try {
      var time = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME);
      var left = Duration.between(clock.instant(), time.toInstant());
      return left.isNegative() ? Duration.ZERO : left;
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }

  /** For people. */
  static String words(Duration wait) {
    long seconds = wait.toSeconds();
    return seconds < 120 ? seconds + " s" : (seconds + 59) / 60 + " min";
  }
}
