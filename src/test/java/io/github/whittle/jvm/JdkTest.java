package io.github.whittle.jvm;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private void refuses(byte[] module, String message) throws IOException {
    var file = Files.write(folder.resolve("java.base.jmod"), module);
    assertThatThrownBy(() -> Jdk.at(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'" + file + message);
  }
}
