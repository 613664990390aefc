package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatienceTest {
  @ParameterizedTest
  @CsvSource({"1000, 60", "90000, 90"})
  void isAtLeastWhatJibWasGiven(String millis, long seconds) {
    System.setProperty("jib.httpTimeout", millis);
    try {
      assertThat(Patience.standard().stall()).isEqualTo(Duration.ofSeconds(seconds));
    } finally {
      System.clearProperty("jib.httpTimeout");
    }
  }
}
