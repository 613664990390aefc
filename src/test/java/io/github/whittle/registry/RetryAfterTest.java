package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0",
        "120 | 120",
        "Sat, 31 Jan 2026 12:00:30 GMT | 30",
        "Sat, 31 Jan 2026 11:00:00 GMT | 0",
        "-5 | 0",
        "99999999999999999999 | 0",
        "soon | 0",
      })
  void readsSecondsAndDates(String header, long seconds) {
    assertThat(RetryAfter.parse(header, CLOCK)).isEqualTo(Duration.ofSeconds(seconds));
  }
}
