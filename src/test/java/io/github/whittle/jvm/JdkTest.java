package io.github.whittle.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.image.Platform;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdkTest {
  @TempDir private Path folder;

  @Test
  void aModuleWithoutDescriptorIsRefusedByItsName() throws IOException {
    refuses(
        Compiled.jar(Map.of("classes/A.class", new byte[1])),
        "' is no module of a JDK: it has no classes/module-info.class");
  }

  @Test
  void aDamagedModuleIsRefusedByItsName() throws IOException {
    refuses(new byte[30], "' is no module of a JDK, or damaged (");
    refuses(
        Compiled.jar(Map.of("classes/module-info.class", new byte[9])),
        "' is no module of a JDK, or damaged (");
  }

  @ParameterizedTest
  @CsvSource({
    "linux-amd64, amd64",
    "linux-x86_64, amd64",
    "linux-x86, 386",
    "linux-aarch64, arm64",
    "linux-loongarch64, loong64",
    "linux-riscv64, riscv64"
  })
  void runsOnThePlatformThatItsTargetMeans(String target, String architecture) {
    var base = new JdkModule("java.base", "25", target, Set.of(), Set.of(), Set.of());
    var jdk = new Jdk(folder, Optional.empty(), Map.of("java.base", base));
    assertThat(Platform.known().stream().map(Platform::parse).filter(jdk::runsOn))
        .containsExactly(Platform.of("linux", architecture));
  }

  @Test
  void aJdkOfAnotherSystemRunsNowhere() {
    for (var target : List.of("macos-aarch64", "windows-amd64", "")) {
      var base = new JdkModule("java.base", "25", target, Set.of(), Set.of(), Set.of());
      var jdk = new Jdk(folder, Optional.empty(), Map.of("java.base", base));
      assertThat(Platform.known().stream().map(Platform::parse).filter(jdk::runsOn)).isEmpty();
    }
  }

  private void refuses(byte[] module, String message) throws IOException {
    var file = Files.write(folder.resolve("java.base.jmod"), module);
    assertThatThrownBy(() -> Jdk.at(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'" + file + message);
  }
}
