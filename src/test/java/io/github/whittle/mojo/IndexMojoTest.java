package io.github.whittle.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.image.ImageReference;
import io.github.whittle.user.InvalidInputException;
import org.junit.jupiter.api.Test;

class IndexMojoTest {
  private static final String AMD64 = "r.example/app@sha256:" + "a".repeat(64);

  @Test
  void keepsWhatIsNamedTwice() {
    assertThat(IndexMojo.images(AMD64 + ", " + AMD64))
        .containsExactly(ImageReference.parse(AMD64), ImageReference.parse(AMD64));
  }

  @Test
  void saysWhichHasNoDigest() {
    refused(AMD64 + ",r.example/app@", "number 2 of 2: 'r.example/app@'", "and no digest");
    refused("r.example/app@sha256:12," + AMD64, "number 1 of 2: 'sha256:12'", "64 lowercase");
    refused(AMD64 + ",", "number 2 of 2: ''", "host[:port]/repository[:tag]");
  }

  private static void refused(String sources, String which, String what) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> IndexMojo.images(sources))
        .withMessageStartingWith("-Dwhittle.sources, " + which)
        .withMessageContaining(what);
  }
}
