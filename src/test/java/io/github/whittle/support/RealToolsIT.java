package io.github.whittle.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our measuring instruments against an image that Whittle had no hand in. */
final class RealToolsIT {
  @TempDir private Path dir;
  private Path layout;

  @BeforeEach
  void makeAnImageWithUmoci() throws IOException {
    var umoci = Tool.require("umoci");
    var busybox = Path.of(Tool.require("busybox").path());
    layout = dir.resolve("layout");
    var image = layout + ":1";
    umoci.run("init", "--layout", layout.toString());
    umoci.run("new", "--image", image);
    var bundle = dir.resolve("bundle");
    umoci.run("unpack", "--rootless", "--image", image, bundle.toString());
    Files.copy(busybox, bundle.resolve("rootfs/busybox"));
    // Not "insert": it leaves out the padding at the end of the tar.
    umoci.run("repack", "--image", image, bundle.toString());
    umoci.run("config", "--image", image, "--config.entrypoint", "/busybox");
    umoci.run("gc", "--layout", layout.toString());
  }

  @Test
  void theRegistryServesWhatSkopeoPushedAndPodmanRunsIt() throws IOException {
    var skopeo = Tool.require("skopeo");
    Tool.require("docker-registry");
    Tool.require("podman");
    try (var registry = DockerRegistry.start(dir.resolve("registry"));
        var runner = ImageRunner.open()) {
      var name = "docker://" + registry.host() + "/team/busybox:1";
      skopeo.run("copy", "--dest-tls-verify=false", "oci:" + layout + ":1", name);

      assertThat(skopeo.run("inspect", "--tls-verify=false", "--format={{.Digest}}", name).trim())
          .isEqualTo(ImageLayout.validate(layout).digest());
      assertThat(registry.requests("PUT /v2/team/busybox/manifests/")).hasSize(1);
      assertThat(runner.run(name, "echo", "hello")).isEqualTo("hello\n");
      assertThat(runner.ran(name, "sh", "-c", "exit 3").exitCode()).isEqualTo(3);
    }
  }

  @Test
  void anImageRunsFromItsLayout() throws IOException {
    Tool.require("podman");
    try (var runner = ImageRunner.open()) {
      assertThat(runner.run("oci:" + layout, "ls", "/busybox")).isEqualTo("/busybox\n");
    }
  }

  @Test
  void aClosedRegistryIsGone() throws IOException {
    var skopeo = Tool.require("skopeo");
    Tool.require("docker-registry");
    var registry = DockerRegistry.start(dir.resolve("registry"));
    registry.close();

    assertThat(skopeo.ran("list-tags", "docker://" + registry.host() + "/a").exitCode())
        .isNotZero();
  }

  @Test
  void aProgramThatFailsIsToldWithItsOwnWords() {
    var skopeo = Tool.require("skopeo");

    assertThatThrownBy(() -> skopeo.run("inspect", "oci:" + dir + ":none"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("skopeo inspect")
        .hasMessageContaining("index.json");
  }

  @Test
  void aGoodLayoutIsRead() throws IOException {
    var image = ImageLayout.validate(layout).image();

    assertThat(image.platform()).startsWith("linux/");
    assertThat(image.config().at("/config/Entrypoint/0").asText()).isEqualTo("/busybox");
    assertThat(image.paths()).contains("busybox");
    var layer = image.layers().get(0);
    assertThat(layer.read("busybox")).startsWith(0x7f, 'E', 'L', 'F');
    assertThat(layer.unpackedSize()).isGreaterThan(layer.entry("busybox").getSize());
  }

  @Test
  void everyLieOfALayoutIsFound() throws IOException {
    Files.writeString(layout.resolve("blobs/sha256/" + "a".repeat(64)), "nobody's");
    var config = blob("diff_ids");
    Files.writeString(config, Files.readString(config).replaceAll("sha256:..", "sha256:00"));
    var manifest = blob("\"layers\":[");
    Files.writeString(
        manifest, Files.readString(manifest).replaceAll("\"size\": *", "\"size\": 1"));

    assertThatThrownBy(() -> ImageLayout.validate(layout))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("digest of a blob: expected")
        .hasMessageContaining("size of sha256:")
        .hasMessageContaining("diffIds: expected [sha256:")
        .hasMessageContaining("blobs: expected [");
  }

  private Path blob(String text) throws IOException {
    try (var files = Files.list(layout.resolve("blobs/sha256"))) {
      for (var file : files.toList()) {
        if (Files.size(file) < 10_000 && Files.readString(file, UTF_8).contains(text)) {
          return file;
        }
      }
    }
    throw new AssertionError(text + " is in no blob");
  }
}
