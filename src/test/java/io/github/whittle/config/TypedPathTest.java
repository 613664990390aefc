package io.github.whittle.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedPathTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "base.tar, tar://base.tar",
    "out/base.tar, tar://out/base.tar",
    "./layout, oci://layout",
    "./base.tar, tar://base.tar",
    "oci://x.tar, oci://x.tar",
    "example.com/base.tar, example.com/base.tar:latest",
    "example.com/base:1.tar, example.com/base:1.tar",
    "base:1.tar, docker.io/library/base:1.tar",
    "team/app, docker.io/team/app:latest",
    "registry://team/app, docker.io/team/app:latest"
  })
  void tellsPathsFromNames(String text, String meant) {
    assertThat(BaseReference.typed(text, folder).in(folder)).isEqualTo(meant);
  }

  @Test
  void asksWhereBothAreMeant() throws IOException {
    Files.createDirectories(folder.resolve("team/app"));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> BaseReference.typed("team/app", folder))
        .withMessageContaining("write ./team/app for what is here, or registry://team/app");
    assertThat(BaseReference.typed("./team/app", folder).in(folder)).isEqualTo("oci://team/app");
  }

  @ParameterizedTest
  @ValueSource(strings = {"layout/", "example.com/team/"})
  void asksForADotBeforeAFolder(String text) throws IOException {
    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> BaseReference.typed(text, folder))
          .withMessage(
              "'%s' ends as a folder, and as no name in a registry; write ./%s for the folder",
              text, text);
      Files.createDirectories(folder.resolve(text));
    }
    assertThat(BaseReference.typed("./layout/", folder).in(folder)).isEqualTo("oci://layout");
  }

  @Test
  void takesAWholePath() {
    var path = folder.resolve("x.tar");
    assertThat(BaseReference.typed(path.toString(), Path.of("/other")))
        .isEqualTo(new BaseReference.OnDisk("tar://", path, Optional.empty()));
  }
}
