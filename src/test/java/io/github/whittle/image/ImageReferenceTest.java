package io.github.whittle.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.user.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
  private static final String HEX = "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @CsvSource({
    "localhost:5000/a, localhost:5000, a, latest",
    "registry.example.com/team/app:1.0, registry.example.com, team/app, 1.0",
    "localhost/a/b/c:v, localhost, a/b/c, v",
    "[::1]:5000/a:x, [::1]:5000, a, x",
    "127.0.0.1/a, 127.0.0.1, a, latest",
    "debian:12, registry-1.docker.io, library/debian, 12",
    "team/app, registry-1.docker.io, team/app, latest",
    "docker.io/debian, registry-1.docker.io, library/debian, latest",
    "a--b/c__d/e.f:x, registry-1.docker.io, a--b/c__d/e.f, x",
  })
  void readsWhatUsersWrite(String text, String registry, String repository, String tag) {
    var reference = ImageReference.parse(text);
    assertThat(reference.registry()).isEqualTo(registry);
    assertThat(reference.repository()).isEqualTo(repository);
    assertThat(reference.tagOrLatest()).isEqualTo(tag);
    assertThat(ImageReference.parse(reference.toString())).isEqualTo(reference);
  }

  @Test
  void readsADigestBesideATag() {
    var reference = ImageReference.parse("localhost:1/a:t@sha256:" + HEX);
    assertThat(reference.digest()).contains(new Digest(HEX));
    assertThat(reference.tag()).contains("t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "localhost:5000/",
        "a b",
        "localhost:1/a:",
        "localhost:1/-a",
        "http://localhost:1/a",
        "localhost:1/a//b",
        "localhost:1/a/",
        "localhost:999999/a",
        "localhost:1/a_-b",
        "a:b:c",
        "localhost:1/a@sha256:12"
      })
  void refusesOthers(String text) {
    assertThatThrownBy(() -> ImageReference.parse(text)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void namesTheRepositoryThatHasCapitals() {
    assertThatThrownBy(() -> ImageReference.parse("localhost:1/Team/app"))
        .hasMessage(
            "'localhost:1/Team/app' is not an image reference: the repository 'Team/app' has"
                + " capitals; write it as host[:port]/repository[:tag], for example"
                + " registry.example.com/team/app:1.0");
  }

  /** Maven versions of the form 1.0+build are common, and no registry takes them. */
  @Test
  void tellsWhatToWriteForATagWithAPlus() {
    assertThatThrownBy(() -> ImageReference.parse("localhost:1/app:1.0+3"))
        .hasMessage("'1.0+3' is not a tag: registries refuse '+'; write '1.0-3'");
  }
}
