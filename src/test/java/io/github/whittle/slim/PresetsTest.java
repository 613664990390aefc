package io.github.whittle.slim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.config.PathPattern;
import io.github.whittle.config.Preset;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PresetsTest {
  @ParameterizedTest
  @EnumSource
  void theDocumentationHasThePathsOfEachPreset(Preset preset) throws IOException {
    var line =
        Files.readString(Path.of("docs/parameters.md"))
            .lines()
            .filter(l -> l.startsWith("| `%s` |".formatted(preset)))
            .findFirst();

    assertThat(line).isPresent();
    for (var pattern : preset.patterns()) {
      var text = pattern.text();
      assertThat(line.get()).contains("`" + (preset == Preset.SHELLS ? name(text) : text) + "`");
    }
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Test
  void aPatternOfAFolderMeansAllInIt() {
    var any =
        PathPattern.any(List.of(PathPattern.parse("/usr/share/"), PathPattern.parse("/a/*/b")));

    assertThat(any.matches(new TreePath("/usr/share/x/y"))).isTrue();
    assertThat(any.matches(new TreePath("/usr/shared"))).isFalse();
    assertThat(any.matches(new TreePath("/a/x/b/c"))).isTrue();
    assertThat(any.matches(new TreePath("/a/x/y/b"))).isFalse();
  }
}
