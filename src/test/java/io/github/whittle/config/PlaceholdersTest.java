package io.github.whittle.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.image.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {
  @ParameterizedTest
  @CsvSource({
    "linux/amd64, linux amd64  x86_64 linux-x86_64",
    "linux/arm64, linux arm64  aarch64 linux-aarch_64",
    "linux/arm/v7, linux arm v7 armv7l linux-arm_32"
  })
  void standForThePlatform(String platform, String expected) {
    assertThat(
            Placeholders.expand(
                "{os} {arch} {variant} {machine} {classifier}", Platform.parse(platform)))
        .isEqualTo(expected);
  }

  @Test
  void leavesSingleBracesAlone() {
    assertThat(Placeholders.expand("a{b", Platform.of("linux", "amd64"))).isEqualTo("a{b");
  }
}
