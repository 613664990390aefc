package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whittle.archive.LayerCompression;
import io.github.whittle.archive.LayerCompression.Type;
import io.github.whittle.base.Bases;
import io.github.whittle.base.BlobCache;
import io.github.whittle.base.LockFile;
import io.github.whittle.base.TestImage;
import io.github.whittle.config.BaseReference;
import io.github.whittle.config.Strip.Binaries;
import io.github.whittle.credentials.CredentialsSource;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Json;
import io.github.whittle.image.Manifest;
import io.github.whittle.image.Platform;
import io.github.whittle.layout.OciLayout;
import io.github.whittle.registry.RegistryAccess;
import io.github.whittle.support.FakeRegistry;
import io.github.whittle.support.RecordedProgress;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlatteningTest {
  private static final RegistryAccess ANYONE =
      new RegistryAccess(CredentialsSource.none(), host -> false);
  private static final Platform AMD64 = Platform.of("linux", "amd64");

  @TempDir Path folder;
  private final RecordedProgress progress = new RecordedProgress();
  private Binaries binaries = Binaries.NONE;

  private Bases bases() throws IOException {
    var cache = new BlobCache(folder.resolve("cache"), Progress.silent());
    return new Bases(cache, LockFile.empty(), ANYONE, false, progress);
  }

  private BaseReference reference(String text) {
    return BaseReference.typed(text, folder);
  }

  private Digest flatten(String source, String target, Type type) throws Exception {
    var flattening = new Flattening(bases(), LayerCompression.of(type), binaries, 2, progress);
    return new ImageTarget(reference(target), ANYONE, progress)
        .put(layout -> flattening.write(reference(source), layout));
  }

  private Digest flatten(String source, String target) throws Exception {
    return flatten(source, target, Type.GZIP);
  }

  private Path layout(String name, TestImage image) throws IOException {
    return TestImage.writeFolder(folder.resolve(name), image.layout());
  }

  private Manifest manifest(String layout) throws IOException {
    var opened = OciLayout.open(folder.resolve(layout));
    return opened.manifest(opened.root().digest());
  }

  @Test
  void leavesOneLayerWithoutWhatIsDeleted() throws Exception {
    layout("source", TestImage.of("linux/amd64"));
    var digest = flatten("./source", "./target");
    assertThat(manifest("target").digest()).isEqualTo(digest);
    var base = bases().base(reference("./target"), digest, AMD64);
    assertThat(base.layers()).hasSize(1);
    assertThat(base.tree().entries()).containsOnlyKeys(new TreePath("/a"), new TreePath("/b"));
    var config = new String(base.config().bytes());
    assertThat(config).contains("\"whittle: 2 layers of sha256:").doesNotContain(folder.toString());
    assertThat(progress.lines())
        .anyMatch(line -> line.startsWith("linux/amd64: ") && line.contains(" in 2 layers -> "));
  }

  @Test
  void stripsWhereItIsAsked() throws Exception {
    byte[] library;
    try (var in = getClass().getResourceAsStream("/elf/arm64.so")) {
      library = in.readAllBytes();
    }
    new BaseScene(folder).file("/a.so", library).unpinned();
    assertThat(sizeOfTheOneFile(flatten("./base", "./as-it-is"), "./as-it-is"))
        .isEqualTo(library.length);
    binaries = Binaries.ALL;
    assertThat(sizeOfTheOneFile(flatten("./base", "./stripped"), "./stripped"))
        .isLessThan(library.length);
    assertThat(progress.lines()).contains("linux/amd64: stripped 1 file: 8.1 kB -> 5.4 kB");
  }

  private long sizeOfTheOneFile(Digest digest, String layout) throws Exception {
    return bases().base(reference(layout), digest, AMD64).tree().size();
  }

  @Test
  void givesTheSameDigestFromWhateverFolder() throws Exception {
    layout("source", TestImage.of("linux/amd64"));
    layout("other", TestImage.of("linux/amd64"));
    assertThat(flatten("./source", "./a")).isEqualTo(flatten("./other", "b.tar"));
    assertThat(flatten("./source", "./a", Type.ZSTD)).isEqualTo(manifest("a").digest());
  }

  @Test
  void givesTheSameDigestFromARegistryAsFromALayout() throws Exception {
    var image = TestImage.index("linux/amd64", "linux/arm64");
    layout("source", image);
    try (var registry = new FakeRegistry()) {
      image.pushTo(registry, "team/base");
      assertThat(flatten(registry.host() + "/team/base:1", "./pulled"))
          .isEqualTo(flatten("./source", "./target"));
    }
  }

  @Test
  void keepsTheNameThatALayoutGivesTheImage() throws Exception {
    layout("source", TestImage.of("linux/amd64"));
    var index = folder.resolve("source/index.json");
    var json = Json.read(Files.readAllBytes(index), "index");
    var name = "org.opencontainers.image.ref.name";
    ((ObjectNode) json.at("/manifests/0")).putObject("annotations").put(name, "stable");
    Files.write(index, Json.write(json));

    flatten("./source", "./source");
    assertThat(manifest("source").layers()).hasSize(1);
    assertThat(OciLayout.open(folder.resolve("source")).root().annotations())
        .containsEntry(name, "stable");
  }

  @Test
  void keepsAnIndexAndSaysWhatIsPassedOver() throws Exception {
    layout("source", TestImage.index("linux/amd64", "linux/arm64"));
    flatten("./source", "./target");
    assertThat(manifest("target").isIndex()).isTrue();
    assertThat(manifest("target").entries())
        .extracting(Object::toString)
        .containsExactly("linux/amd64", "linux/arm64");
    assertThat(progress.lines()).anyMatch(line -> line.endsWith("the image for windows/amd64"));
    layout("single", TestImage.index("linux/amd64"));
    flatten("./single", "./target");
    assertThat(manifest("target").isIndex()).isTrue();
  }

  @Test
  void readsATarAndWritesOne() throws Exception {
    TestImage.writeTar(folder.resolve("docker.tar"), TestImage.of("linux/amd64").dockerArchive());
    var digest = flatten("docker.tar", "flat.tar");
    assertThat(bases().resolve(reference("flat.tar")).digest()).isEqualTo(digest);
    assertThat(flatten("docker.tar", "flat.tar")).isEqualTo(digest);
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("cache", "docker.tar", "flat.tar");
    }
  }

  @Test
  void pushes() throws Exception {
    try (var registry = new FakeRegistry()) {
      TestImage.of("linux/amd64").pushTo(registry, "team/base");
      var digest = flatten(registry.host() + "/team/base:1", registry.host() + "/team/flat:2");
      assertThat(registry.repository("team/flat").tags()).containsEntry("2", digest.toString());
    }
  }

  @Test
  void keepsWhatAnIndexSaysBesideItsImages() throws Exception {
    var source = TestImage.index("linux/amd64", "linux/arm64");
    var digest = source.digest();
    layout("source", source);
    var file = folder.resolve("source/blobs/sha256").resolve(digest.hex());
    var json = Json.read(Files.readAllBytes(file), "index");
    json.put("future", 1).putObject("annotations").put("title", "a base");
    ((ObjectNode) json.path("manifests").path(1))
        .put("data", "e30=")
        .withObject("/annotations")
        .put("arm", "yes");
    var edited = Json.write(json);
    Files.write(folder.resolve("source/blobs/sha256").resolve(Digest.of(edited).hex()), edited);
    var root = Json.object();
    root.put("schemaVersion", 2)
        .putArray("manifests")
        .add(Manifest.read(edited).descriptor().toJson());
    Files.write(folder.resolve("source/index.json"), Json.write(root));

    flatten("./source", "./target");
    var flat = Json.read(manifest("target").bytes(), "index");
    assertThat(flat.path("future").asInt()).isOne();
    assertThat(flat.at("/annotations/title").asText()).isEqualTo("a base");
    assertThat(flat.at("/manifests/1/annotations/arm").asText()).isEqualTo("yes");
    assertThat(flat.at("/manifests/1").has("data")).as("a copy of what was replaced").isFalse();
    assertThat(flat.path("manifests")).hasSize(2);
  }

  @Test
  void mountsWhatWasFlatAlready() throws Exception {
    try (var registry = new FakeRegistry()) {
      TestImage.of("linux/amd64").pushTo(registry, "team/base");
      flatten(registry.host() + "/team/base:1", registry.host() + "/team/flat:1");
      registry.forgetRequests();
      flatten(registry.host() + "/team/flat:1", registry.host() + "/team/again:1");
      assertThat(registry.requests("POST .*")).hasSize(2);
      assertThat(registry.requests("PATCH .*")).as("only the configuration").hasSize(1);
    }
  }

  @Test
  void replacesNothingThatIsNoLayout() throws Exception {
    layout("source", TestImage.of("linux/amd64"));
    Files.createDirectories(folder.resolve("mine/files"));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> flatten("./source", "./mine"))
        .withMessage(
            "'%s' is not an OCI image layout; what is there would be replaced, so the target must be empty, not there, or an OCI layout of one image",
            folder.resolve("mine"));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> flatten("./source", "./new@sha256:" + "0".repeat(64)))
        .withMessageContaining("names a digest, which the image gets only when it is made");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> flatten("./source", "tar://mine"))
        .withMessageContaining("is a folder; name a file, or write oci://");
    assertThat(folder.resolve("mine/files")).isDirectory();
  }
}
