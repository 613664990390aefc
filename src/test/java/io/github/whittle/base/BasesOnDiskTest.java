package io.github.whittle.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whittle.config.BaseReference;
import io.github.whittle.credentials.CredentialsSource;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Format;
import io.github.whittle.image.Json;
import io.github.whittle.image.Platform;
import io.github.whittle.registry.RegistryAccess;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BasesOnDiskTest {
  private static final Platform AMD64 = Platform.of("linux", "amd64");

  @TempDir Path folder;

  private Bases bases(LockFile lock) {
    return new Bases(
        new BlobCache(folder.resolve("cache"), Progress.silent()),
        lock,
        new RegistryAccess(CredentialsSource.none(), host -> false),
        true,
        Progress.silent());
  }

  private LockFile lock(String text) throws Exception {
    var empty = LockFile.read(folder.resolve(LockFile.NAME));
    return empty.withImages(Map.of(reference(text), bases(empty).resolve(reference(text))));
  }

  private BaseReference reference(String text) {
    return BaseReference.parse(text, folder);
  }

  private BaseImage base(String text) throws Exception {
    return bases(lock(text)).base(reference(text), AMD64);
  }

  private void reads(String text) throws Exception {
    assertThat(base(text).tree().entries())
        .containsOnlyKeys(new TreePath("/a"), new TreePath("/b"));
  }

  private String invalid(String text) {
    return assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> base(text))
        .actual()
        .getMessage();
  }

  private void tar(Map<String, byte[]> files) throws IOException {
    TestImage.writeTar(folder.resolve("base.tar"), files);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void readsALayoutInAFolder() throws Exception {
    var image = TestImage.index("linux/amd64", "linux/arm64");
    TestImage.writeFolder(folder.resolve("base"), image.layout());

    reads("oci://base");
    assertThat(base("oci://base").pin()).isEqualTo(image.digest());
  }

  @Test
  void layersInAFolderAreVerifiedWhereTheyLie() throws Exception {
    TestImage.writeFolder(folder.resolve("base"), TestImage.of("linux/amd64").layout());
    var layer = base("oci://base").layers().get(0);
    assertThat(layer.blob())
        .isEqualTo(folder.resolve("base/blobs/sha256").resolve(layer.descriptor().digest().hex()));
    assertThat(folder.resolve("cache/blobs/sha256").resolve(layer.blob().getFileName()))
        .doesNotExist();

    var changed = Files.readAllBytes(layer.blob());
    changed[changed.length / 2]++;
    Files.write(layer.blob(), changed);
    assertThat(invalid("oci://base"))
        .contains("the blob " + layer.descriptor().digest(), "has the digest", "it is damaged");
  }

  @Test
  void aDigestPinsALayoutWithoutTheLockFile() throws Exception {
    var image = TestImage.of("linux/amd64");
    TestImage.writeFolder(folder.resolve("base"), image.layout());

    var pinned = reference("oci://base@" + image.digest());
    assertThat(bases(LockFile.empty()).base(pinned, AMD64).pin()).isEqualTo(image.digest());
    assertThat(bases(LockFile.empty()).resolve(pinned).digest()).isEqualTo(image.digest());
    var other = reference("oci://base@sha256:" + "0".repeat(64));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> bases(LockFile.empty()).base(other, AMD64))
        .withMessageContaining(image.digest().toString());
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> bases(LockFile.empty()).resolve(other))
        .withMessageContaining(image.digest().toString());
  }

  @Test
  void whatIsNotThereIsNotCalledUnpinned() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> bases(LockFile.empty()).base(reference("tar://no.tar"), AMD64))
        .withMessage(
            "'%s' is not there, so it cannot be pinned either; correct the path, or make the image first",
            reference("tar://no.tar"));
  }

  @Test
  void readsALayoutInATar() throws Exception {
    tar(TestImage.of("linux/amd64").layout());
    reads("oci://base.tar");
    reads("tar://base.tar");
  }

  @Test
  void readsADockerArchive() throws Exception {
    tar(TestImage.of("linux/amd64").dockerArchive());
    reads("tar://base.tar");
    assertThat(base("tar://base.tar").manifest().layers())
        .allMatch(layer -> layer.mediaType().equals(Format.OCI.layer("gzip")));
  }

  @Test
  void anArchiveOfPlainLayersHasThemAsTheyAre() throws Exception {
    var image = new TestImage("linux/amd64").plain(TestImage.tree("/a")).done();
    tar(image.dockerArchive());

    var base = base("tar://base.tar");
    assertThat(base.manifest().digest()).isEqualTo(image.digest());
    assertThat(base.layers().get(0).blob()).hasBinaryContent(image.tars.get(0));
  }

  @Test
  void aLayerThatIsPackedAsNoneIsTold() throws Exception {
    var files = new TreeMap<>(TestImage.of("linux/amd64").dockerArchive());
    files.put("0/layer.tar", HexFormat.of().parseHex("fd377a585a00" + "00".repeat(20)));
    tar(files);

    assertThat(invalid("tar://base.tar"))
        .contains("'0/layer.tar' in '", "is compressed as no layer of a registry is");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      [1]          | the manifest is not a JSON object
      <html></html>| the manifest: the JSON is wrong near line 1, column 1
      """)
  void aManifestThatIsNoneIsToldByItsImage(String text, String why) throws Exception {
    var image = TestImage.of("linux/amd64");
    var files = image.layout();
    files.put("blobs/sha256/" + image.digest().hex(), bytes(text));
    TestImage.writeFolder(folder.resolve("base"), files);

    assertThat(invalid("oci://base")).isEqualTo("'oci://%s': %s", folder.resolve("base"), why);
  }

  @Test
  void aTarThatIsBothIsTakenAsTheLayout() throws Exception {
    var image = TestImage.index("linux/amd64", "linux/arm64");
    var files = new TreeMap<>(TestImage.of("linux/amd64").dockerArchive());
    files.putAll(image.layout());
    tar(files);

    assertThat(base("tar://base.tar").pin()).isEqualTo(image.digest());
  }

  @Test
  void oneImageMayHaveSeveralNames() throws Exception {
    var image = TestImage.of("linux/amd64");
    var files = image.layout();
    var json = Json.read(files.get("index.json"), "index");
    json.withArray("/manifests").add(json.at("/manifests/0").deepCopy());
    files.put("index.json", Json.write(json));
    tar(files);

    reads("oci://base.tar");
  }

  @Test
  void aTarThatWasReplacedIsNoticedThoughAllOfTheOldOneIsInTheCache() throws Exception {
    var old = TestImage.of("linux/amd64");
    tar(old.layout());
    var lock = lock("tar://base.tar");
    bases(lock).base(reference("tar://base.tar"), AMD64);
    var other = new TestImage("linux/amd64").plain(TestImage.tree("/a")).done();
    tar(other.dockerArchive());

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> bases(lock).base(reference("tar://base.tar"), AMD64))
        .withMessage(
            "'tar://%s' is pinned to %s and is %s now; if that is meant, pin it with mvn"
                + " io.github.whittle:whittle-maven-plugin:lock -Dwhittle.update",
            folder.resolve("base.tar"), old.digest(), other.digest());
  }

  @Test
  void aLayerThatWasChangedIsNoticed() throws Exception {
    var image = new TestImage("linux/amd64").plain(TestImage.tree("/a")).done();
    var files = image.dockerArchive();
    var changed = TestImage.tar(TestImage.tree("/b"));
    files.put("0/layer.tar", changed);
    tar(files);

    assertThat(invalid("tar://base.tar"))
        .contains(Digest.of(changed).toString(), Digest.of(image.tars.get(0)).toString());
  }

  @Test
  void saysWhatIsWrongWithWhatIsThere() throws Exception {
    assertThat(invalid("tar://none.tar")).endsWith("none.tar' is not there");

    tar(Map.of("etc/passwd", bytes("root")));
    assertThat(invalid("tar://base.tar")).contains("holds no image: neither index.json");

    Files.write(folder.resolve("base.tar"), TestImage.zip(new byte[1024]));
    assertThat(invalid("tar://base.tar")).contains("is compressed; unpack it first");

    tar(Map.of("manifest.json", bytes("[{},{}]")));
    assertThat(invalid("tar://base.tar")).contains("holds 2 images; save one alone");

    tar(Map.of("manifest.json", bytes("{}")));
    assertThat(invalid("tar://base.tar")).contains("is not a JSON array");

    tar(Map.of("manifest.json", bytes("[{\"Config\": \"x.json\"}]")));
    assertThat(invalid("tar://base.tar")).contains("lacks 'x.json'");

    tar(Map.of("manifest.json", bytes("[{\"Config\": \"../../etc/passwd\"}]")));
    assertThat(invalid("tar://base.tar")).contains("climbs with '..'");

    tar(Map.of("index.json", bytes("{\"manifests\": []}")));
    assertThat(invalid("tar://base.tar")).contains("holds 0 images; it must hold one");
  }

  @Test
  void saysThatPartsAreMissing() throws Exception {
    var image = TestImage.of("linux/amd64");
    var layer = image.root.layers().get(0).digest();
    var files = image.layout();
    files.remove("blobs/sha256/" + layer.hex());
    tar(files);
    assertThat(invalid("tar://base.tar")).contains("does not hold " + layer);

    files = image.dockerArchive();
    files.remove("1/layer.tar");
    tar(files);
    assertThat(invalid("tar://base.tar")).contains("lacks '1/layer.tar'");

    files.put("manifest.json", bytes("[{\"Config\": \"config.json\", \"Layers\": []}]"));
    tar(files);
    assertThat(invalid("tar://base.tar")).contains("holds 0 layers, and its configuration lists 2");
  }

  @Test
  void keepsFieldsOfTheConfigurationThatNobodyKnows() throws Exception {
    var files = TestImage.of("linux/amd64").dockerArchive();
    ObjectNode config = Json.read(files.get("config.json"), "config");
    config.withObject("/config/Healthcheck").put("StartInterval", 5);
    files.put("config.json", Json.write(config));
    tar(files);

    assertThat(new String(base("tar://base.tar").config().bytes(), StandardCharsets.UTF_8))
        .contains("\"Healthcheck\":{\"StartInterval\":5}");
  }
}
