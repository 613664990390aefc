package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whittle.config.Healthcheck;
import io.github.whittle.credentials.CredentialsSource;
import io.github.whittle.image.ImageReference;
import io.github.whittle.image.Json;
import io.github.whittle.layout.OciLayout;
import io.github.whittle.registry.Destination;
import io.github.whittle.registry.ImagePush;
import io.github.whittle.registry.RegistryAccess;
import io.github.whittle.support.DockerRegistry;
import io.github.whittle.support.ImageRunner;
import io.github.whittle.support.RecordedProgress;
import io.github.whittle.support.TinyElf;
import io.github.whittle.support.Tool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both formats and both compressions, pushed to a real registry and read by skopeo and podman. */
class FormatsIT {
  private static final Healthcheck CHECK =
      new Healthcheck(
          List.of("/hello", "--check"),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  @TempDir Path folder;
  private DockerRegistry registry;
  private ImageRunner runner;
  private Request request;

  @BeforeEach
  void startARegistry() throws Exception {
    Stream.of("docker-registry", "podman", "skopeo").forEach(Tool::require);
    registry = DockerRegistry.start(folder.resolve("registry"));
    runner = ImageRunner.open();
    Files.write(folder.resolve("hello"), TinyElf.program(TinyElf.AMD64, 100_000));
    request = new Request(folder).file("hello", "/hello");
  }

  @AfterEach
  void endIt() throws Exception {
    registry.close();
    runner.close();
  }

  private String pushed() throws Exception {
    request.build();
    var layout = OciLayout.open(folder.resolve("target/whittle/image"));
    var image = registry.host() + "/team/app:1";
    var to =
        Destination.tagged(
            ImageReference.parse(image),
            List.of("more", "tags"),
            new RegistryAccess(CredentialsSource.none(), name -> false));
    var pushed = new ImagePush(new RecordedProgress()).push(layout, to);
    for (var tag : List.of("1", "more", "tags")) {
      assertThat(skopeo("--format={{.Digest}}", registry.host() + "/team/app:" + tag).strip())
          .isEqualTo(pushed.digest().toString());
    }
    return image;
  }

  private static String skopeo(String option, String image) {
    return Tool.named("skopeo").run("inspect", "--tls-verify=false", option, "docker://" + image);
  }

  private static JsonNode manifest(String image) {
    return Json.read(skopeo("--raw", image).getBytes(StandardCharsets.UTF_8), "manifest");
  }

  private String podman(String image) {
    runner.podman().run("pull", "--quiet", "--tls-verify=false", image);
    return runner.podman().run("image", "inspect", image);
  }

  @Test
  void dockersFormatBringsItsHealthcheck() throws Exception {
    request.docker().healthcheck(CHECK);
    var image = pushed();
    assertThat(manifest(image).path("mediaType").asText())
        .isEqualTo("application/vnd.docker.distribution.manifest.v2+json");
    assertThat(podman(image)).contains("\"Healthcheck\": {").contains("--check");
  }

  @Test
  void theOtherFormatHasNoneForPodman() throws Exception {
    request.healthcheck(CHECK);
    var image = pushed();
    assertThat(manifest(image).path("mediaType").asText())
        .isEqualTo("application/vnd.oci.image.manifest.v1+json");
    assertThat(
            Tool.named("skopeo")
                .run("inspect", "--tls-verify=false", "--config", "--raw", "docker://" + image))
        .contains("--check");
    assertThat(podman(image)).doesNotContain("--check");
    assertThat(request.log.toString()).contains("podman only in Docker's");
  }

  @Test
  void podmanUnpacksZstd() throws Exception {
    request.zstd();
    var image = pushed();
    assertThat(manifest(image).at("/layers/0/mediaType").asText()).endsWith("tar+zstd");
    podman(image);
    var id = runner.podman().run("image", "inspect", "--format={{.Id}}", image).strip();
    assertThat(Path.of(runner.podman().run("image", "mount", id).strip(), "hello"))
        .hasSameBinaryContentAs(folder.resolve("hello"));
  }
}
