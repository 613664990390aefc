package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.credentials.CredentialsSource;
import io.github.whittle.image.ImageReference;
import io.github.whittle.user.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DestinationTest {
  private static Destination destination(String image, String... tags) {
    var access = new RegistryAccess(CredentialsSource.none(), registry -> false);
    return Destination.tagged(ImageReference.parse(image), List.of(tags), access);
  }

  @Test
  void hasTheImagesOwnTagFirstAndEachTagOnce() {
    assertThat(destination("r.example/app:1", "2", "1").tags()).containsExactly("1", "2");
    assertThat(destination("r.example/app").tags()).containsExactly("latest");
  }

  @Test
  void refusesTagsThatRegistriesRefuse() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> destination("r.example/app:1", "1+build"))
        .withMessageContaining("'1-build'");
  }

  @Test
  void refusesADigest() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> destination("r.example/app@sha256:" + "0".repeat(64)))
        .withMessageEndingWith("write a tag");
  }
}
