package io.github.whittle.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What other tools write, and we do not. */
class OthersManifestsTest {
  private static final Digest DIGEST = Digest.of(new byte[0]);

  private static Manifest read(String json) {
    return Manifest.read(json.replace("DIGEST", DIGEST.toString()).getBytes(UTF_8));
  }

  @Test
  void anIndexMayListWhatWeMakeNoImagesFor() {
    var entries =
        read("""
                {"manifests": [
                  {"digest": "DIGEST", "size": 1,
                   "platform": {"os": "windows", "architecture": "amd64", "os.version": "10"}},
                  {"digest": "DIGEST", "size": 1,
                   "platform": {"os": "linux", "architecture": "arm", "variant": "v7"}},
                  {"digest": "DIGEST", "size": 1, "artifactType": "x", "data": "e30=",
                   "platform": {"os": "unknown", "architecture": "unknown"}},
                  {"digest": "DIGEST", "size": 1,
                   "annotations": {"vnd.docker.reference.type": "attestation-manifest"},
                   "platform": {"os": "linux", "architecture": "amd64"}},
                  {"digest": "DIGEST", "size": 1}]}""")
            .entries();

    assertThat(entries)
        .extracting(IndexEntry::toString)
        .containsExactly(
            "windows/amd64",
            "linux/arm/v7",
            "unknown/unknown",
            "linux/amd64",
            "one that names no platform");
    assertThat(entries)
        .extracting(IndexEntry::isAttestation)
        .containsExactly(false, false, true, true, false);
    assertThat(entries.get(0).manifest().platform()).isEmpty();
    assertThat(entries.get(1).manifest().platform())
        .isEqualTo(Optional.of(Platform.parse("linux/arm/v7")));
    assertThat(entries.get(4).namesPlatform()).isFalse();
  }

  @Test
  void anEmptyVariantIsNone() {
    var json =
        """
        {"manifests": [{"digest": "DIGEST", "size": 1,
          "platform": {"os": "linux", "architecture": "amd64", "variant": ""}}]}""";
    assertThat(read(json).manifests().get(0).platform()).contains(Platform.of("linux", "amd64"));
  }

  @Test
  void whatNamesNoMediaTypeIsOfOci() {
    assertThat(read("{\"manifests\": []}").mediaType()).isEqualTo(Format.OCI.index());
    assertThat(read("{\"layers\": []}").mediaType()).isEqualTo(Format.OCI.manifest());
    assertThat(read("{\"layers\": []}").isKnown()).isTrue();
    assertThat(read("{\"mediaType\": \"x\"}").isKnown()).isFalse();
  }

  @Test
  void theMediaTypeInTheBytesIsTheOneThatCounts() {
    var named = "{\"mediaType\": \"x\"}".getBytes(UTF_8);
    var unnamed = "{}".getBytes(UTF_8);
    assertThat(Manifest.read(named, Format.DOCKER.manifest()).mediaType()).isEqualTo("x");
    assertThat(Manifest.read(unnamed, Format.DOCKER.manifest()).mediaType())
        .isEqualTo(Format.DOCKER.manifest());
    assertThat(Manifest.read(unnamed, "text/html").mediaType()).isEqualTo(Format.OCI.manifest());
  }

  @Test
  void aMediaTypeTellsHowALayerIsCompressed() {
    for (var format : Format.values()) {
      assertThat(Format.compression(format.plainLayer())).contains("");
      assertThat(Format.compression(format.layer("gzip"))).contains("gzip");
    }
    assertThat(Format.compression(Format.OCI.layer("zstd"))).contains("zstd");
    assertThat(Format.compression("application/vnd.docker.image.rootfs.diff.tar.zstd"))
        .contains("zstd");
    assertThat(Format.compression(Format.OCI.layer("gzip+encrypted"))).isEmpty();
    assertThat(Format.compression("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"))
        .isEmpty();
  }

  @Test
  void anArrayIsReadAsOne() {
    assertThat(Json.readArray("[1]".getBytes(UTF_8), "x")).hasSize(1);
    assertThatThrownBy(() -> Json.readArray("{}".getBytes(UTF_8), "x"))
        .hasMessage("x is not a JSON array");
    assertThatThrownBy(() -> Json.read("[]".getBytes(UTF_8), "x"))
        .hasMessage("x is not a JSON object");
  }
}
