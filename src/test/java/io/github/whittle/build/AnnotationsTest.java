package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whittle.config.Healthcheck;
import io.github.whittle.config.TimeSpan;
import io.github.whittle.image.Json;
import io.github.whittle.layout.OciLayout;
import io.github.whittle.support.TinyElf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotationsTest {
  private static final Map<String, String> FACTS =
      Map.of(
          "org.opencontainers.image.title", "App",
          "org.opencontainers.image.version", "1.0");

  @TempDir Path folder;
  private Request request;

  @BeforeEach
  void request() throws Exception {
    Files.write(folder.resolve("hello-amd64"), TinyElf.program(TinyElf.AMD64, 1_000));
    Files.write(folder.resolve("hello-arm64"), TinyElf.program(TinyElf.ARM64, 1_000));
    request = new Request(folder).file("hello-{arch}", "/data").facts(FACTS);
  }

  private OciLayout layout() throws Exception {
    request.build();
    return OciLayout.open(folder.resolve("target/whittle/image"));
  }

  private static JsonNode root(OciLayout layout) throws Exception {
    return Json.read(layout.manifest(layout.root().digest()).bytes(), "manifest");
  }

  @Test
  void sayWhatTheProjectSays() throws Exception {
    assertThat(root(layout()).path("annotations").toString())
        .isEqualTo(
            "{\"org.opencontainers.image.title\":\"App\",\"org.opencontainers.image.version\":\"1.0\"}");
  }

  @Test
  void sayWhatTheUserSaysAboveAll() throws Exception {
    request.annotations(
        Map.of(
            "org.opencontainers.image.title",
            "",
            "org.opencontainers.image.version",
            "2",
            "a",
            "b"));
    assertThat(root(layout()).path("annotations").toString())
        .isEqualTo("{\"a\":\"b\",\"org.opencontainers.image.version\":\"2\"}");
  }

  @Test
  void areOnTheIndexAndOnEachManifest() throws Exception {
    request.platforms("linux/amd64", "linux/arm64");
    var layout = layout();
    assertThat(root(layout).path("annotations").size()).isEqualTo(2);
    for (var manifest : layout.manifest(layout.root().digest()).manifests()) {
      var json = Json.read(layout.manifest(manifest.digest()).bytes(), "manifest");
      assertThat(json.path("annotations").size()).isEqualTo(2);
    }
  }

  @Test
  void areNotInDockersFormat() throws Exception {
    request.docker();
    assertThat(root(layout()).has("annotations")).isFalse();
  }

  @Test
  void letAHealthcheckBeWrittenAsDockerDoes() throws Exception {
    request.healthcheck(
        new Healthcheck(
            List.of("/data", "--check"),
            Optional.of(TimeSpan.parse("30s")),
            Optional.empty(),
            Optional.of(TimeSpan.parse("1 minute")),
            Optional.of(3)));
    var layout = layout();
    var config = layout.manifest(layout.root().digest()).config();
    var json = Json.read(Files.readAllBytes(layout.blob(config.digest())), "config");
    assertThat(json.path("config").path("Healthcheck").toString())
        .isEqualTo(
            "{\"Test\":[\"CMD\",\"/data\",\"--check\"],\"Interval\":30000000000,"
                + "\"StartPeriod\":60000000000,\"Retries\":3}");
    assertThat(request.log.toString()).contains("podman only in Docker's");
  }
}
