package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whittle.base.Bases;
import io.github.whittle.base.BlobCache;
import io.github.whittle.base.DescribedTree;
import io.github.whittle.base.LockFile;
import io.github.whittle.config.BaseReference;
import io.github.whittle.credentials.CredentialsSource;
import io.github.whittle.registry.RegistryAccess;
import io.github.whittle.support.ImageLayout;
import io.github.whittle.support.ImageRunner;
import io.github.whittle.support.Tool;
import io.github.whittle.support.UmociImage;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Images on bases that other tools made, passed through and flattened: umoci unpacks the same files
 * as of the base, and what a runtime is told is the same.
 */
final class BasesOfOtherToolsIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path dir;
  private UmociImage image;
  private int unpacked;

  @BeforeEach
  void makeABaseOfTwoLayers() throws IOException {
    Tool.require("umoci");
    Tool.require("skopeo");
    Tool.require("busybox");
    Request.write(dir.resolve("ours"), "ours");
    image = new UmociImage(dir.resolve("umoci"));
    var first = image.unpack();
    UmociImage.busybox(first, "sh", "true");
    Files.writeString(first.resolve("gone"), "gone");
    Files.writeString(Files.createDirectory(first.resolve("etc")).resolve("first"), "a name");
    Files.createLink(first.resolve("etc/second"), first.resolve("etc/first"));
    image.repack();
    var second = image.unpack();
    Files.delete(second.resolve("gone"));
    Files.delete(second.resolve("etc/first"));
    image.repack();
    image.config("--config.cmd", "/bin/sh", "--config.env", "A=b", "--config.exposedports", "80");
  }

  /** Both images must hold what the base holds, as {@code skopeo} names it. */
  private void passesThroughAndFlattens(String base, String skopeo) throws Exception {
    var expected = unpacked(skopeo);
    var config = config(skopeo);
    var layers = config.at("/rootfs/diff_ids");
    assertThat(expected).doesNotContainKeys("/gone", "/etc/first");

    var through = built(base, false);
    assertThat(through.layers()).hasSize(layers.size() + 1);
    for (int i = 0; i < layers.size(); i++) {
      assertThat(through.config().at("/rootfs/diff_ids/" + i)).isEqualTo(layers.get(i));
    }
    holds(expected, config, through);

    var flat = built(base, true);
    assertThat(flat.layers()).hasSize(2);
    assertThat(flat.paths()).noneMatch(path -> path.contains(".wh.") || path.equals("gone"));
    holds(expected, config, flat);
  }

  private void holds(Map<String, String> expected, JsonNode config, ImageLayout.Image built) {
    var found = unpacked("oci:" + dir.resolve("target/whittle/image"));
    assertThat(found.remove("/ours")).isNotNull();
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    assertThat(found).isEqualTo(expected);
    assertThat(built.config().get("config")).isEqualTo(config.get("config"));
  }

  private Map<String, String> unpacked(String skopeo) {
    unpacked++;
    var copy = dir.resolve("copy" + unpacked) + ":1";
    var root = dir.resolve("root" + unpacked);
    Tool.named("skopeo").run("copy", skopeo, "oci:" + copy);
    Tool.named("umoci").run("raw", "unpack", "--image", copy, root.toString());
    try {
      return DescribedTree.of(root);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode config(String skopeo) throws IOException {
    return JSON.readTree(Tool.named("skopeo").run("inspect", "--config", "--raw", skopeo));
  }

  private ImageLayout.Image built(String base, boolean flatten) throws Exception {
    var reference = BaseReference.parse(base, dir);
    var empty = LockFile.read(dir.resolve(LockFile.NAME));
    var lock = empty.withImages(Map.of(reference, bases(empty).resolve(reference)));
    var request = new Request(dir).base(base, bases(lock)::base).platforms(UmociImage.platform());
    (flatten ? request.flatten() : request).file("ours", "/ours").build();
    return ImageLayout.validate(dir.resolve("target/whittle/image")).image();
  }

  private Bases bases(LockFile lock) throws IOException {
    var cache = new BlobCache(dir.resolve("cache"), Progress.silent());
    var access = new RegistryAccess(CredentialsSource.none(), host -> false);
    return new Bases(cache, lock, access, true, Progress.silent());
  }

  @Test
  void umociInsertedARoot() throws Exception {
    var more = Files.createDirectories(dir.resolve("more/etc")).getParent();
    Files.writeString(more.resolve("etc/more"), "more");
    Tool.named("umoci").run("insert", "--image", image.name(), more.toString(), "/");
    assertThat(namesInTheLastLayer()).startsWith("/");

    passesThroughAndFlattens("oci://umoci/layout", "oci:" + image.name());
  }

  private String namesInTheLastLayer() throws IOException {
    var manifest = JSON.readTree(Tool.named("skopeo").run("inspect", "oci:" + image.name()));
    var layers = manifest.get("Layers");
    var digest = layers.get(layers.size() - 1).asText();
    var blob = image.layout().resolve("blobs").resolve(digest.replace(':', '/'));
    try (var in =
        new TarArchiveInputStream(new GzipCompressorInputStream(Files.newInputStream(blob)))) {
      return in.getNextEntry().getName();
    }
  }

  @Test
  void skopeoWroteArchives() throws Exception {
    var docker = "docker-archive:" + dir.resolve("docker.tar");
    var oci = "oci-archive:" + dir.resolve("oci.tar");
    Tool.named("skopeo").run("copy", "oci:" + image.name(), docker + ":name:1");
    Tool.named("skopeo").run("copy", "oci:" + image.name(), oci);

    passesThroughAndFlattens("tar://docker.tar", docker);
    passesThroughAndFlattens("tar://oci.tar", oci);
  }

  @Test
  void buildahCommittedInDockersFormat() throws Exception {
    var folder = Files.createTempDirectory("buildah");
    var buildah =
        Tool.require("buildah")
            .with("--root", folder.resolve("root").toString())
            .with("--runroot", folder.resolve("run").toString())
            .with("--storage-driver=vfs");
    var archive = "docker-archive:" + dir.resolve("buildah.tar");
    try {
      var container = buildah.run("from", "--quiet", "oci:" + image.name()).strip();
      buildah.run("copy", container, dir.resolve("ours").toString(), "/etc/copied");
      buildah
          .with("config", "--healthcheck=CMD /bin/true", "--healthcheck-interval=7s")
          .run("--shell=/bin/sh -c", "--onbuild=RUN true", container);
      buildah.run("commit", "--quiet", "--format=docker", container, archive + ":built:1");
      buildah.run("rm", container);
      buildah.run("rmi", "--all");
    } finally {
      Tool.named("rm").run("-rf", folder.toString());
    }
    var told = config(archive).get("config");
    assertThat(told.at("/Healthcheck/Interval").asLong()).isEqualTo(7_000_000_000L);
    assertThat(told.at("/OnBuild/0").asText()).isEqualTo("RUN true");
    assertThat(told.at("/Shell/0").asText()).isEqualTo("/bin/sh");

    passesThroughAndFlattens("tar://buildah.tar", archive);
  }

  @Test
  void podmanCommitted() throws Exception {
    Tool.require("podman");
    var archive = dir.resolve("podman.tar");
    try (var runner = ImageRunner.open()) {
      var podman = runner.podman();
      var pulled = podman.run("pull", "--quiet", "oci:" + image.name()).strip();
      var container = podman.run("create", pulled).strip();
      podman.run("cp", dir.resolve("ours").toString(), container + ":/etc/copied");
      podman.run("commit", "--quiet", "--change=ENV B=c", container, "example.com/committed:1");
      podman.run("save", "--quiet", "--output=" + archive, "example.com/committed:1");
    }

    passesThroughAndFlattens("tar://podman.tar", "docker-archive:" + archive);
  }
}
