package io.github.whittle.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class MavenProgressTest {
  private final List<String> lines = new ArrayList<>();
  private final AtomicLong seconds = new AtomicLong();
  private final MavenProgress progress =
      new MavenProgress(
          new SystemStreamLog() {
            @Override
            public void info(CharSequence line) {
              lines.add(line.toString());
            }
          },
          () -> seconds.get() * 1_000_000_000);

  @Test
  void saysNothingOfShortWork() {
    try (var meter = progress.meter("Pushing", 1_000, 1)) {
      seconds.set(4);
      meter.bytes(1_000);
      meter.blob();
    }
    assertThat(lines).isEmpty();
  }

  @Test
  void tellsLongWorkEveryFiveSeconds() {
    try (var meter = progress.meter("Pushing", 210_000_000, 12)) {
      for (int second = 1; second <= 11; second++) {
        seconds.set(second);
        meter.bytes(9_000_000);
        meter.blob();
      }
    }
    assertThat(lines)
        .containsExactly(
            "Pushing: 4 of 12 blobs, 45 of 210 MB", "Pushing: 9 of 12 blobs, 90 of 210 MB");
  }

  @Test
  void leavesOutTheBlobWhereThereIsOne() {
    try (var meter = progress.meter("Writing", 5_000_000, 1)) {
      seconds.set(5);
      meter.bytes(1_250_000);
    }
    assertThat(lines).containsExactly("Writing: 1.3 of 5.0 MB");
  }
}
