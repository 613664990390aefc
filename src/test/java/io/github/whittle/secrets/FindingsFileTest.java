package io.github.whittle.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.tree.TreePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsFileTest {
  @TempDir Path dir;

  private final Finding odd = new Finding(new TreePath("/caf\uDCE9"), "a private key");
  private final Finding plain = new Finding(new TreePath("/a = b"), "a token of npm");

  @Test
  void findingsComeBackSortedWhateverTheirNames() throws Exception {
    var file = dir.resolve("findings");
    FindingsFile.write(List.of(odd, plain), file);
    assertThat(FindingsFile.read(file)).containsExactly(plain, odd);
  }

  @Test
  void theDateIsNotInIt() throws Exception {
    var file = dir.resolve("findings");
    FindingsFile.write(List.of(plain), file);
    assertThat(Files.readString(file))
        .isEqualTo("{\"findings\":[{\"path\":\"/a = b\",\"kind\":\"a token of npm\"}]}");
  }
}
