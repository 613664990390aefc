package io.github.whittle.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.image.ImageConfig;
import io.github.whittle.support.RecordedProgress;
import io.github.whittle.tree.FileTree;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlagFilesTest {
  private final RecordedProgress progress = new RecordedProgress();

  private List<String> said(String volumes) {
    var config = "{\"config\":{%s}}".formatted(volumes);
    FlagFiles.check(
        List.of("-javaagent:/opt/agent/a.jar"),
        ImageConfig.read(config.getBytes(UTF_8)),
        FileTree.empty(),
        progress);
    return progress.lines();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/opt/agent", "/opt/agent/", "/opt", "/opt/agent/a.jar", "/"})
  void belowAVolumeSomethingMayBeMounted(String volume) {
    assertThat(said("\"Volumes\":{\"%s\":{}}".formatted(volume))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"Volumes\":null", "\"Volumes\":{\"/opt/age\":{},\"/srv\":{}}"})
  void whatNothingBringsIsToldWithoutACureThatChangesTheImage(String volumes) {
    assertThat(said(volumes))
        .containsExactly(
            "warning: <jvmFlags> has '-javaagent:/opt/agent/a.jar', and '/opt/agent/a.jar' is not in"
                + " the image: Java looks for it when it starts; add it to <contents>, or mount it"
                + " where the image runs");
  }
}
