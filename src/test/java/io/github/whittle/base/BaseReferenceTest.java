package io.github.whittle.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.config.BaseReference;
import io.github.whittle.user.InvalidInputException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseReferenceTest {
  private static final Path FOLDER = Path.of("module").toAbsolutePath();

  private static BaseReference parse(String text) {
    return BaseReference.parse(text, FOLDER);
  }

  @Test
  void aRegistryIsWhatHasNoOtherScheme() {
    assertThat(parse("debian")).hasToString("docker.io/library/debian:latest");
    assertThat(parse("debian:latest")).isEqualTo(parse("docker.io/library/debian"));
    assertThat(parse("registry://example.com/a/b:1")).hasToString("example.com/a/b:1");
  }

  @Test
  void aDigestPinsByItself() {
    var digest = "sha256:" + "a".repeat(64);
    assertThat(parse("example.com/a@" + digest)).hasToString("example.com/a@" + digest);
    assertThat(parse("example.com/a:1@" + digest).digest()).isPresent();
    assertThat(parse("example.com/a:1").digest()).isEmpty();
    assertThat(parse("tar://a.tar").digest()).isEmpty();
    var disk = parse("oci://a@b@" + digest);
    assertThat(disk.digest()).map(Object::toString).contains(digest);
    assertThat(disk.in(FOLDER)).isEqualTo("oci://a@b@" + digest);
    assertThat(((BaseReference.OnDisk) disk).path()).isEqualTo(FOLDER.resolve("a@b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          oci:target/base | 'oci:target/base' is how skopeo names what is on a disk; write 'oci://target/base'
          docker-archive:b.tar | 'docker-archive:b.tar' is how skopeo names what is on a disk; write 'tar://b.tar', or registry://docker-archive:b.tar for an image of Docker Hub
          docker-daemon:debian:12 | 'docker-daemon:debian:12' is in a Docker daemon, which differs from machine to machine;
          containers-storage:x | 'containers-storage:x' is in a store of podman, which differs from machine to machine;
          dir:x | 'dir:x' is a form of skopeo's own; write the image as a layout
          """)
  void theFormsOfSkopeoAreRefusedWithOurs(String text, String message) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> parse(text))
        .withMessageStartingWith(message);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> BaseReference.typed(text, FOLDER))
        .withMessageStartingWith(message);
  }

  @Test
  void anImageMayBeCalledAsATransport() {
    assertThat(parse("registry://oci:1")).hasToString("docker.io/library/oci:1");
    assertThat(parse("r.io/oci:1")).hasToString("r.io/oci:1");
  }

  @Test
  void pathsStartFromTheFolderAndStandRelativeToTheLockFile() {
    var tar = parse("tar://../bases/./base.tar");
    assertThat(tar).isEqualTo(parse("tar://" + FOLDER.resolveSibling("bases") + "/base.tar"));
    assertThat(tar.in(FOLDER.getParent())).isEqualTo("tar://bases/base.tar");
    assertThat(tar.in(FOLDER.resolve("deep"))).isEqualTo("tar://../../bases/base.tar");
    assertThat(parse("oci://.").in(FOLDER)).isEqualTo("oci://.");
    assertThat(parse("oci://x")).isNotEqualTo(parse("tar://x"));
  }

  @Test
  void aDaemonIsRefusedWithTheReason() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> parse("docker://debian:12"))
        .withMessage(
            "'docker://debian:12' is in a Docker daemon, which differs from machine to machine;"
                + " push the image to a registry and name it there, or write it to a file with"
                + " docker save and name that as tar://file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tar://",
        "oci:// ",
        "tar://a\nb",
        "tar://a\0b",
        "oci://a@sha256:1",
        "scratch",
        "A/b",
        ""
      })
  void whatNamesNothingIsRefused(String text) {
    assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> parse(text));
  }
}
