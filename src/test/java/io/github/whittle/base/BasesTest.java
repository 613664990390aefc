package io.github.whittle.base;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.config.BaseReference;
import io.github.whittle.credentials.CredentialsSource;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Format;
import io.github.whittle.image.Platform;
import io.github.whittle.registry.RegistryAccess;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.support.FakeRegistry;
import io.github.whittle.support.FakeRegistryFault;
import io.github.whittle.support.FakeRegistryRepository;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasesTest {
  private static final Platform AMD64 = Platform.of("linux", "amd64");
  private static final Platform ARM = Platform.parse("linux/arm/v7");

  @TempDir Path folder;
  @AutoClose private final FakeRegistry registry = new FakeRegistry();
  private BaseReference reference;
  private LockFile lock;
  private boolean offline;

  @BeforeEach
  void start() throws IOException {
    reference = reference("1");
    lock = LockFile.read(folder.resolve(LockFile.NAME));
  }

  @AfterEach
  void theCacheIsWhole() throws IOException {
    assertThat(files("cache/tmp")).isEmpty();
    for (var blob : files("cache/blobs/sha256")) {
      assertThat(blob).hasFileName(Digest.of(Files.readAllBytes(blob)).hex());
    }
  }

  private List<Path> files(String name) throws IOException {
    if (Files.notExists(folder.resolve(name))) {
      return List.of();
    }
    try (var files = Files.list(folder.resolve(name))) {
      return files.toList();
    }
  }

  private BaseReference reference(String tag) {
    return BaseReference.parse(registry.host() + "/team/base:" + tag, folder);
  }

  private Bases bases() {
    return new Bases(
        new BlobCache(folder.resolve("cache"), Progress.silent()),
        lock,
        new RegistryAccess(CredentialsSource.none(), host -> false),
        offline,
        Progress.silent());
  }

  private void lock() throws Exception {
    lock = lock.withImages(Map.of(reference, bases().resolve(reference)));
  }

  private TestImage pushed(TestImage image) throws Exception {
    image.pushTo(registry, "team/base");
    lock();
    return image;
  }

  private String invalid() {
    return assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> bases().base(reference, AMD64))
        .actual()
        .getMessage();
  }

  private String refused() {
    return assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> bases().base(reference, AMD64))
        .actual()
        .getMessage();
  }

  @Test
  void bringsTheImageOfOnePlatform() throws Exception {
    var image = pushed(TestImage.index("linux/amd64", "linux/arm/v7"));

    var base = bases().base(reference, Platform.of("linux", "arm"));
    assertThat(base.pin()).isEqualTo(image.digest());
    assertThat(base.config().platform()).isEqualTo(ARM);
    assertThat(base.layers()).hasSize(2);
    assertThat(base.layers().get(0).diffId()).isEqualTo(base.config().diffIds().get(0));
    assertThat(base.layers().get(1).blob()).hasSize(base.manifest().layers().get(1).size());
    assertThat(base.tree().entries().keySet())
        .containsExactly(new TreePath("/a"), new TreePath("/b"));
  }

  @Test
  void tellsWhatAnImageMeansNow() throws Exception {
    var image = TestImage.index("linux/amd64", "linux/arm/v7");
    image.pushTo(registry, "team/base");

    var locked = bases().resolve(reference);
    assertThat(locked.digest()).isEqualTo(image.digest());
    assertThat(locked.platforms().keySet()).containsExactly(AMD64, ARM);
  }

  @Test
  void aSingleImageIsPinnedByOneDigest() throws Exception {
    var image = TestImage.of("linux/arm/v7");
    image.pushTo(registry, "team/base");

    assertThat(bases().resolve(reference))
        .isEqualTo(new Locked(image.digest(), Map.of(ARM, image.digest())));
  }

  @Test
  void staysAtWhatWasPinnedWhenTheTagMoves() throws Exception {
    var image = pushed(TestImage.index("linux/amd64"));
    TestImage.of("linux/amd64").pushTo(registry, "team/base");

    assertThat(bases().base(reference, AMD64).pin()).isEqualTo(image.digest());
    assertThat(bases().resolve(reference).digest()).isNotEqualTo(image.digest());
  }

  @Test
  void needsNoLockWhereTheReferenceNamesTheDigest() throws Exception {
    var image = TestImage.of("linux/amd64");
    image.pushTo(registry, "team/base");
    reference = reference("other@" + image.digest());

    assertThat(bases().base(reference, AMD64).manifest().digest()).isEqualTo(image.digest());
  }

  @Test
  void namesTheCommandWhereNothingIsPinned() throws Exception {
    assertThat(invalid())
        .isEqualTo(
            ("'%s' is not pinned: it names no digest, and there is no whittle.lock. Pin it with mvn"
                    + " io.github.whittle:whittle-maven-plugin:lock")
                .formatted(reference));
    lock.write();
    assertThat(invalid()).contains("and '" + lock.file() + "' does not know it");
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  void aRegistryThatAnswersAPinWithOtherBytesIsRefused() throws Exception {
    var image = TestImage.index("linux/amd64");
    image.pushTo(registry, "team/base");
    lock = lock.withImages(Map.of(reference, bases().resolve(reference)));
    emptyCache();
    var other = TestImage.of("linux/amd64");
    registry.misbehave("GET .*/manifests/sha256:.*", FakeRegistryFault.body(other.root.bytes()));

    assertThat(refused())
        .contains(
            "gave the manifest %s when asked for %s".formatted(other.digest(), image.digest()));
    assertThat(files("cache/blobs/sha256")).isEmpty();
  }

  private void emptyCache() throws IOException {
    for (var kind : List.of("cache/blobs/sha256", "cache/layers")) {
      for (var file : files(kind)) {
        Files.delete(file);
      }
    }
  }

  @Test
  void aRegistryThatGivesAnotherLayerIsRefused() throws Exception {
    var image = pushed(TestImage.of("linux/amd64"));
    var layer = image.root.layers().get(0);
    var other = new byte[(int) layer.size()];
    registry.misbehave("GET .*/blobs/" + layer.digest(), FakeRegistryFault.body(other));

    assertThat(refused()).contains(layer.digest().toString(), Digest.of(other).toString());
    assertThat(folder.resolve("cache/blobs/sha256").resolve(layer.digest().hex())).doesNotExist();
  }

  @Test
  void aLayerThatIsNotWhatTheConfigurationSaysIsRefused() throws Exception {
    var said = TestImage.tar(TestImage.tree("/said"));
    var given = TestImage.tar(TestImage.tree("/given"));
    pushed(
        new TestImage("linux/amd64")
            .layer(Format.OCI.layer("gzip"), said, TestImage.zip(given))
            .done());

    var base = bases().base(reference, AMD64);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(base::tree)
        .withMessageContaining(
            "'%s': the layer %s, unpacked, has the digest %s and not %s",
            reference, base.manifest().layers().get(0).digest(), Digest.of(given), Digest.of(said));
    assertThat(files("cache/layers")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          zip damaged | cannot be unpacked:
          zip cut     | ends in the middle
          tar climbs  | cannot be read: byte 0: '../../etc/evil' climbs with '..'
          tar link    | '/b' is a hard link to '/c', which is not there
          """)
  void aBadLayerIsToldByItsImageWithWhatCanBeDone(String damage, String why) throws Exception {
    var tar = bad(damage);
    var zip = TestImage.zip(tar);
    if (damage.equals("zip damaged")) {
      zip[zip.length - 6]++;
    }
    var blob = damage.equals("zip cut") ? Arrays.copyOf(zip, zip.length - 9) : zip;
    pushed(new TestImage("linux/amd64").layer(Format.OCI.layer("gzip"), tar, blob).done());

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> bases().base(reference, AMD64).tree())
        .withMessageMatching(
            Pattern.quote("'%s': the layer %s".formatted(reference, Digest.of(blob)))
                + ":? "
                + Pattern.quote(why)
                + "[^;]*; these are the bytes that are pinned, .*; take another image, .*")
        .withMessageNotContaining(folder.toString());
    assertThat(files("cache/tmp")).isEmpty();
  }

  private static byte[] bad(String damage) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(out)) {
      var entry =
          damage.equals("tar link")
              ? new TarArchiveEntry("b", TarConstants.LF_LINK)
              : new TarArchiveEntry(damage.equals("tar climbs") ? "../../etc/evil" : "a");
      entry.setLinkName(damage.equals("tar link") ? "c" : "");
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "+zstd, gzip, compressed with gzip",
    "+gzip, plain, not compressed",
    "'', gzip, compressed with gzip"
  })
  void aLayerThatIsNotPackedAsItsTypeSaysIsRefusedColdAndWarm(
      String type, String packing, String found) throws Exception {
    var tar = TestImage.tar(TestImage.tree("/a"));
    var blob = packing.equals("plain") ? tar : TestImage.zip(tar);
    var mediaType = Format.OCI.plainLayer() + type;
    pushed(new TestImage("linux/amd64").layer(mediaType, tar, blob).done());

    for (int i = 0; i < 2; i++) {
      assertThat(invalid())
          .isEqualTo(
              "'%s': the layer %s has the media type %s and is %s, so that not every runtime can read it; take another image, or have this one pushed anew",
              reference, Digest.of(blob), mediaType, found);
    }
  }

  @Test
  void aLayerWhoseTarIsHereOfAnotherImageIsRefusedAsWithoutIt() throws Exception {
    var tar = TestImage.tar(TestImage.tree("/said"));
    pushed(
        new TestImage("linux/amd64")
            .layer(Format.OCI.layer("gzip"), tar, TestImage.zip(tar))
            .done());
    assertThat(bases().base(reference, AMD64).tree().entries()).hasSize(1);

    var other = TestImage.tar(TestImage.tree("/given"));
    pushed(
        new TestImage("linux/amd64")
            .layer(Format.OCI.layer("gzip"), tar, TestImage.zip(other))
            .done());
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> bases().base(reference, AMD64).tree())
        .withMessageContaining("has the digest %s and not %s", Digest.of(other), Digest.of(tar));
  }

  @Test
  void ofSeveralWrongLayersTheLowestIsToldEachTime() throws Exception {
    var image = new TestImage("linux/amd64");
    for (var name : List.of("/1", "/2", "/3", "/4")) {
      var given = TestImage.zip(TestImage.tar(TestImage.tree(name)));
      image.layer(Format.OCI.layer("gzip"), TestImage.tar(TestImage.tree(name + "x")), given);
    }
    pushed(image.done());

    var base = bases().base(reference, AMD64);
    for (int i = 0; i < 20; i++) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(base::tree)
          .withMessageContaining("and not %s: ", base.layers().get(0).diffId());
    }
    assertThat(files("cache/layers")).isEmpty();
    assertThat(files("cache/tmp")).isEmpty();
  }

  @Test
  void worksFromTheCacheAlone() throws Exception {
    pushed(TestImage.index("linux/amd64", "linux/arm/v7"));
    var tree = bases().base(reference, AMD64).tree();
    registry.close();
    offline = true;

    assertThat(bases().base(reference, AMD64).tree().entries().keySet())
        .isEqualTo(tree.entries().keySet());
  }

  @Test
  void saysWhatIsMissingOffline() throws Exception {
    var image = pushed(TestImage.of("linux/amd64"));
    bases().base(reference, AMD64);
    offline = true;
    var layer = image.root.layers().get(1).digest();
    Files.delete(folder.resolve("cache/blobs/sha256").resolve(layer.hex()));

    assertThat(invalid())
        .isEqualTo(
            "%s of '%s' is not in the cache, and Maven works offline; run it once without -o"
                .formatted(layer, reference));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> bases().resolve(reference))
        .withMessageContaining("is in a registry, and Maven works offline");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "flipped"})
  void fetchesADamagedEntryAgain(String damage) throws Exception {
    var image = pushed(TestImage.of("linux/amd64"));
    var tree = bases().base(reference, AMD64).tree();
    for (var kind : List.of("cache/blobs/sha256", "cache/layers")) {
      for (var file : files(kind)) {
        var bytes = Files.readAllBytes(file);
        bytes[0]++;
        Files.write(file, damage.equals("flipped") ? bytes : damage.getBytes());
      }
    }

    var base = bases().base(reference, AMD64);
    assertThat(base.tree().entries().keySet()).isEqualTo(tree.entries().keySet());
    assertThat(base.manifest().digest()).isEqualTo(image.digest());
  }

  @Test
  void fetchesNothingTwice() throws Exception {
    var layer = TestImage.tree("/twice");
    pushed(new TestImage("linux/amd64").gzip(layer).gzip(layer).done());
    bases().base(reference, AMD64);
    registry.forgetRequests();

    bases().base(reference, AMD64).tree();
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  void readsLayersThatAreNotCompressed() throws Exception {
    pushed(new TestImage("linux/amd64").plain(TestImage.tree("/plain")).done());

    var layer = bases().base(reference, AMD64).layers().get(0);
    assertThat(layer.tar()).isEqualTo(layer.blob());
    assertThat(layer.tree().entries()).containsOnlyKeys(new TreePath("/plain"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
        "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
        "application/vnd.oci.image.layer.v1.tar+gzip+encrypted",
        "application/vnd.wasm.content.layer.v1+wasm"
      })
  void namesTheTypeOfALayerThatItCannotRead(String mediaType) throws Exception {
    var tar = TestImage.tar(TestImage.tree("/a"));
    pushed(new TestImage("linux/amd64").layer(mediaType, tar, tar).done());

    assertThat(invalid())
        .contains("'" + reference + "' has a layer of the media type " + mediaType);
  }

  @Test
  void namesTheTypeOfWhatIsNoImage() throws Exception {
    new TestImage("linux/amd64")
        .done("application/vnd.cncf.helm.config.v1+json")
        .pushTo(registry, "team/base");

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> bases().resolve(reference))
        .withMessage(
            "'%s' is no image: its configuration is of the media type"
                + " application/vnd.cncf.helm.config.v1+json",
            reference);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"schemaVersion\": 2}",
        "{\"schemaVersion\": 2, \"manifests\": [{}]}",
        "{\"schemaVersion\": 2, \"manifests\": []}",
        "{\"schemaVersion\": 2, \"manifests\": [{\"digest\": \"sha512:1\"}]}",
        "{\"schemaVersion\": 1, \"mediaType\": \"application/vnd.docker.distribution.manifest.v1+json\"}"
      })
  void namesTheImageWhoseManifestCannotBeRead(String manifest) {
    var stored = new FakeRegistryRepository.Stored("application/json", manifest.getBytes(UTF_8));
    var repository = registry.repository("team/base");
    repository.manifests().put("sha256:x", stored);
    repository.tags().put("1", "sha256:x");

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> bases().resolve(reference))
        .withMessageStartingWith("'" + reference + "'");
  }

  @Test
  void saysThatSchema1IsTooOld() {
    var json = "{\"schemaVersion\": 1, \"name\": \"team/base\", \"fsLayers\": []}";
    var stored =
        new FakeRegistryRepository.Stored(
            "application/vnd.docker.distribution.manifest.v1+prettyjws", json.getBytes(UTF_8));
    registry.repository("team/base").manifests().put("sha256:x", stored);
    registry.repository("team/base").tags().put("1", "sha256:x");

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> bases().resolve(reference))
        .withMessageStartingWith(
            "'%s' has a manifest of Docker's schema 1, which is too old", reference);
  }

  @Test
  void saysThatATagIsNotThere() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> bases().resolve(reference))
        .withMessage("'%s' is not there; check the name and the tag", reference);
  }

  @Test
  void saysThatThePinnedManifestIsGone() throws Exception {
    pushed(TestImage.of("linux/amd64"));
    emptyCache();
    registry.repository("team/base").manifests().clear();

    assertThat(invalid()).contains("or no longer; pin what it has now with mvn ", "update");
  }

  @Test
  void saysThatTheImageIsForAnotherPlatform() throws Exception {
    pushed(TestImage.of("linux/arm64"));
    assertThat(invalid()).endsWith("is an image for linux/arm64, and not for linux/amd64");
  }

  @Test
  void saysThatTheLockFileIsAtOddsWithItself() throws Exception {
    var image = pushed(TestImage.index("linux/amd64"));
    var wrong = new Locked(image.digest(), Map.of(AMD64, image.digest()));
    lock = lock.withImages(Map.of(reference, wrong));

    assertThat(invalid())
        .contains(
            "but its line says linux/amd64=" + image.digest() + "; write the line anew with mvn");
  }
}
