package io.github.whittle.supply;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.image.Digest;
import io.github.whittle.tree.TreePath;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerFactsTest {
  @TempDir Path dir;

  @Test
  void namesThatAreNoUtf8ComeBackAsTheyWere() throws Exception {
    var digest = new Digest(Digest.of(new byte[] {1}).hex());
    var module = new Module(Module.MAVEN, "g/a", "1", true);
    var facts =
        Map.of(
            new TreePath("/caf\uDCE9"), new FileFacts(digest, List.of(module), ""),
            new TreePath("/caf\uDCE8"), new FileFacts(digest, List.of(), "too deep"),
            new TreePath("/café \uD83D\uDE00"), new FileFacts(digest, List.of(), ""));
    LayerFacts.write(facts, dir.resolve("facts"));
    assertThat(LayerFacts.read(dir.resolve("facts"))).isEqualTo(facts);
  }
}
