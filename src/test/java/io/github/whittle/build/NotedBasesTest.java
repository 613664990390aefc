package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.base.BaseImage;
import io.github.whittle.config.BaseReference;
import io.github.whittle.image.Digest;
import io.github.whittle.image.ImageConfig;
import io.github.whittle.image.Manifest;
import io.github.whittle.image.Platform;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotedBasesTest {
  private static final Platform AMD64 = Platform.of("linux", "amd64");
  private static final Platform ARM64 = Platform.of("linux", "arm64");
  private static final BaseReference ONE = BaseReference.parse("r.example/one:1", Path.of("/"));
  private static final BaseReference TWO = BaseReference.parse("r.example/two:1", Path.of("/"));

  private final List<String> asked = new ArrayList<>();
  private final NotedBases bases = new NotedBases(this::image);

  private BaseImage image(BaseReference reference, Platform platform) {
    asked.add(reference + " " + platform);
    var manifest = Manifest.read("{\"mediaType\": \"x\"}".getBytes(StandardCharsets.UTF_8));
    var config = ImageConfig.scratch(platform, Instant.EPOCH);
    return new BaseImage(reference, Digest.of(new byte[0]), manifest, config, List.of());
  }

  @Test
  void openAnImageOnceForEachPlatform() throws Exception {
    var first = bases.base(ONE, AMD64);
    bases.base(TWO, AMD64);
    bases.base(ONE, ARM64);
    assertThat(bases.base(ONE, AMD64)).isSameAs(first);
    assertThat(asked)
        .containsExactly(
            "r.example/one:1 linux/amd64",
            "r.example/two:1 linux/amd64",
            "r.example/one:1 linux/arm64");
  }

  @Test
  void knowWhatWasAskedFor() throws Exception {
    bases.base(TWO, AMD64);
    bases.base(ONE, AMD64);
    assertThat(bases.of(AMD64)).containsOnlyKeys(ONE, TWO);
    assertThat(bases.of(ARM64)).isEmpty();
  }
}
