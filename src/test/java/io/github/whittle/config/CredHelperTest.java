package io.github.whittle.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.user.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredHelperTest {
  @TempDir Path folder;

  @Test
  void mayLieInAFolderWithASpace() throws Exception {
    var helper = Files.createFile(folder.resolve("a helper")).toString();
    assertThat(CredHelper.parse(helper).helper()).isEqualTo(helper);
  }

  @Test
  void isNoCommand() {
    var command = folder.resolve("helper") + " get";
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> CredHelper.parse(command))
        .withMessageStartingWith("'%s' is not the name of a program", command);
  }
}
