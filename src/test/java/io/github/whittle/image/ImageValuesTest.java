package io.github.whittle.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageValuesTest {
  private static final Platform AMD64 = Platform.of("linux", "amd64");
  private static final Digest DIGEST = Digest.of(new byte[0]);

  @Test
  void aDigestIsOfTheBytes() {
    assertThat(DIGEST)
        .hasToString("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(Digest.parse(DIGEST.toString())).isEqualTo(DIGEST);
    assertThatThrownBy(() -> Digest.parse("sha512:00")).hasMessageContaining("'sha512:00'");
  }

  @Test
  void aPlatformIsOneThatWeKnow() {
    assertThat(Platform.parse("linux/arm/v7"))
        .isEqualTo(new Platform("linux", "arm", Optional.of("v7")))
        .hasToString("linux/arm/v7");
    assertThatThrownBy(() -> Platform.parse("linux/amd65"))
        .hasMessageStartingWith(
            "'linux/amd65' is not a platform that images are made for. Known: linux/386,");
    assertThatThrownBy(() -> Platform.parse("amd64"))
        .hasMessage(
            "'amd64' is not a platform; write it as os/architecture[/variant], for example linux/arm64");
  }

  /** The classifiers are those that com.google.protobuf:protoc has in Maven Central. */
  @Test
  void aPlatformHasTheWordsOfOthers() {
    assertThat(AMD64.classifier()).isEqualTo("linux-x86_64");
    assertThat(Platform.of("linux", "arm64").classifier()).isEqualTo("linux-aarch_64");
    assertThat(Platform.of("linux", "ppc64le").classifier()).isEqualTo("linux-ppcle_64");
    assertThat(Platform.of("linux", "s390x").classifier()).isEqualTo("linux-s390_64");
    assertThat(Platform.of("linux", "386").classifier()).isEqualTo("linux-x86_32");
    assertThat(Platform.of("linux", "arm64").machine()).isEqualTo("aarch64");
  }

  @Test
  void aManifestIsItsBytes() {
    var config = new Descriptor(Format.OCI.config(), DIGEST, 0);
    var layer = new Descriptor(Format.OCI.layer("gzip"), DIGEST, 5);
    var manifest = Manifest.of(Format.OCI, config, List.of(layer));
    assertThat(new String(manifest.bytes(), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo(
            ("{'schemaVersion':2,'mediaType':'application/vnd.oci.image.manifest.v1+json',"
                    + "'config':{'mediaType':'application/vnd.oci.image.config.v1+json','digest':'D','size':0},"
                    + "'layers':[{'mediaType':'application/vnd.oci.image.layer.v1.tar+gzip','digest':'D','size':5}]}")
                .replace('\'', '"')
                .replace("\"D\"", "\"" + DIGEST + "\""));
    var read = Manifest.read(manifest.bytes());
    assertThat(read.config()).isEqualTo(config);
    assertThat(read.layers()).containsExactly(layer);
    assertThat(read.isIndex()).isFalse();
    assertThat(manifest.descriptor().digest()).isEqualTo(Digest.of(manifest.bytes()));
  }

  @Test
  void anIndexNamesThePlatformOfEachManifest() {
    var arm = new Platform("linux", "arm", Optional.of("v7"));
    var child = new Descriptor(Format.DOCKER.manifest(), DIGEST, 7).withPlatform(arm);
    var index = Manifest.read(Manifest.index(Format.DOCKER, List.of(child)).bytes());
    assertThat(index.isIndex()).isTrue();
    assertThat(index.mediaType())
        .isEqualTo("application/vnd.docker.distribution.manifest.list.v2+json");
    assertThat(index.manifests()).containsExactly(child);
  }

  @Test
  void dockersFormatHasNoZstd() {
    assertThatThrownBy(() -> Format.DOCKER.layer("zstd"))
        .hasMessageStartingWith("format Docker has no zstd layers; write <format>OCI</format>");
  }

  @Test
  void aConfigurationKeepsTheOrderOfItsVariablesAndFieldsThatItDoesNotKnow() {
    var json =
        "{'os':'linux','architecture':'amd64','config':{'Env':['A=1','B=2=3'],'Healthcheck':{'StartInterval':5}},'x':1}"
            .replace('\'', '"');
    var variables = new LinkedHashMap<>(Map.of("A", "9"));
    variables.put("C", "");
    var config =
        ImageConfig.read(json.getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .withEnvironment(variables)
            .withUser("1");
    assertThat(new String(config.bytes(), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo(
            "{'os':'linux','architecture':'amd64','config':{'Env':['A=9','B=2=3','C='],'Healthcheck':{'StartInterval':5},'User':'1'},'x':1}"
                .replace('\'', '"'));
  }

  @Test
  void aLayerIsADiffIdAndALineOfHistory() {
    var empty = ImageConfig.scratch(AMD64, Instant.EPOCH);
    var config = empty.withLayer(DIGEST, Instant.EPOCH, "whittle: files");
    assertThat(config.diffIds()).containsExactly(DIGEST);
    assertThat(new String(config.bytes(), java.nio.charset.StandardCharsets.UTF_8))
        .contains("\"created_by\":\"whittle: files\"");
    assertThat(config.platform()).isEqualTo(AMD64);
    assertThat(empty.diffIds()).isEmpty();
  }

  @Test
  void givingNothingChangesNothing() {
    var empty = ImageConfig.scratch(AMD64, Instant.EPOCH);
    var same =
        empty
            .withEntrypoint(List.of())
            .withCommand(List.of())
            .withEnvironment(Map.of())
            .withPorts(List.of())
            .withVolumes(List.of())
            .withLabels(Map.of());
    assertThat(same.bytes()).isEqualTo(empty.bytes());
  }
}
