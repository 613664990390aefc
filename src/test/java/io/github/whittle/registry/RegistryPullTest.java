package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Format;
import io.github.whittle.image.Manifest;
import io.github.whittle.support.FakeRegistry;
import io.github.whittle.support.FakeRegistryAnswer;
import io.github.whittle.support.FakeRegistryFault;
import io.github.whittle.support.FakeRegistryRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryPullTest {
  private static final String BLOB = "GET .*/blobs/.*";
  private static final byte[] BYTES = new byte[300_000];
  private static final Descriptor DESCRIPTOR = descriptor(BYTES);

  @TempDir Path folder;
  @AutoClose private final FakeRegistry registry = new FakeRegistry();
  private final Door door = new Door(registry.host());
  private Path file;

  private static Descriptor descriptor(byte[] bytes) {
    new Random(1).nextBytes(bytes);
    return new Descriptor(Format.OCI.layer("gzip"), Digest.of(bytes), bytes.length);
  }

  @BeforeEach
  void start() throws IOException {
    file = folder.resolve("blob");
    registry.repository("team/app").blobs().put(DESCRIPTOR.digest().toString(), BYTES);
  }

  private void pull() throws RegistryException, IOException {
    try (var reader = door.openToRead()) {
      reader.pullBlob(DESCRIPTOR, file, door.notes);
    }
  }

  private void pulls() throws Exception {
    pull();
    assertThat(file).hasBinaryContent(BYTES);
    assertThat(door.notes.bytes).hasValue(BYTES.length);
  }

  private RegistryException refused() {
    var refused =
        assertThatExceptionOfType(RegistryException.class).isThrownBy(this::pull).actual();
    assertThat(folder).isEmptyDirectory();
    assertThat(door.notes.bytes).hasValue(0);
    return refused;
  }

  @Test
  void pullsABlob() throws Exception {
    pulls();
    assertThat(registry.requests(BLOB)).hasSize(1);
  }

  @Test
  void goesOnWhereItBrokeOff() throws Exception {
    var ranges = new CopyOnWriteArrayList<String>();
    registry.misbehave(
        BLOB,
        (request, real) -> {
          ranges.add(String.valueOf(request.headers().getFirst("Range")));
          return real.answer(request).cutAfter(100_000);
        });
    pulls();
    assertThat(ranges).containsExactly("null", "bytes=100000-", "bytes=200000-");
  }

  @Test
  void beginsAgainWhereTheRegistryKnowsNoRanges() throws Exception {
    registry.misbehave(BLOB, FakeRegistryFault.cutAfter(100_000), 1);
    registry.misbehave(BLOB, (request, real) -> FakeRegistryAnswer.of(200).withBody(BYTES), 1);
    pulls();
    assertThat(registry.requests(BLOB)).hasSize(2);
  }

  @Test
  void beginsAgainWhereTheRegistryRefusesTheRange() throws Exception {
    registry.misbehave(BLOB, FakeRegistryFault.cutAfter(100_000), 1);
    registry.misbehave(BLOB, FakeRegistryFault.status(416), 1);
    pulls();
    assertThat(registry.requests(BLOB)).hasSize(3);
  }

  @Test
  void beginsAgainWhereAnotherRangeComes() throws Exception {
    registry.misbehave(BLOB, FakeRegistryFault.cutAfter(100_000), 1);
    registry.misbehave(
        BLOB,
        (request, real) ->
            FakeRegistryAnswer.of(206)
                .with("Content-Range", "bytes 0-299999/300000")
                .withBody(BYTES),
        1);
    pulls();
  }

  @Test
  void sendsNoCredentialsToWhereItIsSentOn() throws Exception {
    try (var elsewhere = new FakeRegistry()) {
      var seen = new CopyOnWriteArrayList<String>();
      elsewhere.misbehave(
          ".*",
          (request, real) -> {
            seen.addAll(request.headers().keySet());
            return FakeRegistryAnswer.of(200).withBody(BYTES);
          });
      registry.requireBasic("somebody", "secret");
      registry.misbehave(
          BLOB,
          (request, real) ->
              real.answer(request).status() == 401
                  ? real.answer(request)
                  : FakeRegistryAnswer.of(307)
                      .with("Location", "http://" + elsewhere.host() + "/blob?signature=x"));
      door.with("somebody", "secret");
      pulls();
      assertThat(seen).isNotEmpty().doesNotContain("Authorization");
    }
  }

  @Test
  void givesUpOnWhatAlwaysBreaksOff() {
    registry.misbehave(BLOB, FakeRegistryFault.cutAfter(90_000));
    assertThat(refused())
        .hasMessage(
            "%s/team/app: cannot pull the blob %s (300000 bytes): the connection to the registry"
                + " broke off (270000 of 300000 bytes came), 3 times. If it always does at the same"
                + " blob, a proxy may limit the time of downloads",
            registry.host(), DESCRIPTOR.digest());
  }

  @Test
  void refusesABlobThatEndsTooEarlyThoughAllWasWell() {
    registry.misbehave(BLOB, FakeRegistryFault.body(Arrays.copyOf(BYTES, 1_000)));
    assertThat(refused())
        .hasMessageEndingWith(
            "the registry gave 3000 of 300000 bytes as if they were all, 3 times. What it holds is"
                + " damaged: have the image pushed there again")
        .hasNoCause();
  }

  @Test
  void refusesAnEmptyBlobThoughAllWasWell() {
    registry.misbehave(BLOB, FakeRegistryFault.body(new byte[0]));
    assertThat(refused())
        .hasMessageContaining("gave 0 of 300000 bytes as if they were all, 3 times");
  }

  @Test
  void saysThatItIsSentRoundInACircle() {
    registry.misbehave(
        BLOB,
        (request, real) ->
            FakeRegistryAnswer.of(307)
                .with("Location", "/v2/team/app/blobs/" + DESCRIPTOR.digest()));
    assertThat(refused())
        .hasMessageContaining("the registry sends us round in a circle (307 to itself). Have");
  }

  @Test
  void refusesOtherBytesAtOnce() {
    var other = BYTES.clone();
    other[200_000]++;
    registry.misbehave(BLOB, FakeRegistryFault.body(other));
    assertThat(refused())
        .hasMessage(
            "%s/team/app: asked for the blob %s, the registry gave bytes with the digest %s; do not"
                + " use this registry",
            registry.host(), DESCRIPTOR.digest(), Digest.of(other));
    assertThat(registry.requests(BLOB)).hasSize(1);
  }

  @Test
  void takesNoMoreThanTheDescriptorSays() {
    registry.misbehave(BLOB, FakeRegistryFault.body(new byte[BYTES.length + 1]));
    assertThat(refused()).hasMessageContaining("the registry gave more than its 300000 bytes");
    assertThat(registry.requests(BLOB)).hasSize(1);
  }

  @Test
  void saysThatABlobIsMissing() {
    registry.repository("team/app").blobs().clear();
    assertThat(refused())
        .hasMessageContaining("the registry answered 404 (BLOB_UNKNOWN: blob unknown)")
        .hasMessageEndingWith("push the image there again");
  }

  @Test
  void saysThatTheDiskRefuses() {
    file = folder.resolve("no/such/folder");
    assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(this::pull);
    assertThat(registry.requests(BLOB)).isEmpty();
  }

  @Test
  void pullsWithUserNameAndPassword() throws Exception {
    registry.requireBasic("somebody", "secret");
    door.with("somebody", "secret");
    pulls();
  }

  @Test
  void pullsWithATokenForPullingAlone() throws Exception {
    registry.requireBearer("somebody", "secret");
    door.with("somebody", "secret");
    pulls();
    assertThat(registry.tokenScopes()).isNotEmpty().containsOnly("repository:team/app:pull");
  }

  @Test
  void pullsWithUserNameAndPasswordWhereNobodyGetsATokenWithoutThem() throws Exception {
    registry.requireBearer("somebody", "secret");
    registry.misbehave("GET /token", FakeRegistryFault.status(401), 1);
    door.with("somebody", "secret");
    pulls();
  }

  @Test
  void asksForNoCredentialsWhereEverybodyMayRead() throws Exception {
    door.with(
        asked -> {
          throw new AssertionError("asked for the credentials of " + asked);
        });
    pulls();
  }

  /** As Docker Hub does: it lets everybody read, but those whom it does not know not often. */
  private static final FakeRegistryFault LIMITS_STRANGERS =
      (request, real) ->
          request.headers().containsKey("Authorization")
              ? real.answer(request)
              : FakeRegistryAnswer.error(429, "TOOMANYREQUESTS", "you are nobody");

  @Test
  void logsInWhereTheRegistryLimitsWhoItDoesNotKnow() throws Exception {
    registry.misbehave(BLOB, LIMITS_STRANGERS);
    door.with("somebody", "secret");
    pulls();
    assertThat(registry.requests(BLOB)).hasSize(2);
    assertThat(door.waits).isEmpty();
  }

  @Test
  void logsInWhereTheTokenServerLimitsWhoItDoesNotKnow() throws Exception {
    registry.requireBearer("somebody", "secret").misbehave("GET /token", LIMITS_STRANGERS);
    door.with("somebody", "secret");
    pulls();
    assertThat(registry.requests("GET /token")).hasSize(2);
    assertThat(door.waits).isEmpty();
  }

  @Test
  void waitsForALimitThatPassesWhereThereAreNoCredentials() throws Exception {
    var asked = new AtomicInteger();
    registry.misbehave(BLOB, FakeRegistryFault.status(429), 1, 2);
    door.with(
        image -> {
          asked.incrementAndGet();
          return Optional.empty();
        });
    pulls();
    assertThat(asked).hasValue(1);
    assertThat(door.waits).hasSize(2);
  }

  @Test
  void saysThatTheCredentialsAreWrongThatWereToRaiseALimit() {
    registry.requireBasic("somebody", "other");
    registry.misbehave("GET /v2/", FakeRegistryFault.status(429), 1);
    door.with("somebody", "secret");
    assertThat(refused()).hasMessageContaining("The credentials are wrong or have expired");
  }

  @Test
  void doesNotAdviseToLogInWhoIsLimitedInSpiteOfIt() {
    registry.misbehave(BLOB, FakeRegistryFault.status(429));
    assertThat(refused()).hasMessageEndingWith("wait, or log in, which often raises the limit");
    door.with("somebody", "secret");
    assertThat(refused())
        .hasMessageContaining("answered 429 (UNKNOWN: told to), 3 times")
        .hasMessageEndingWith("It limits how much may be asked: wait, and try again");
  }

  @Test
  void looksAgainWithCredentialsForWhatIsHidden() throws Exception {
    var manifest = Manifest.read("{\"manifests\": []}".getBytes(StandardCharsets.UTF_8));
    store(manifest);
    registry.misbehave("GET .*/manifests/.*", FakeRegistryFault.status(404), 1);
    door.with("somebody", "secret");
    try (var reader = door.openToRead()) {
      assertThat(reader.manifest(manifest.digest())).isPresent();
      assertThat(reader.tagged("none")).isEmpty();
    }
  }

  private void store(Manifest manifest) {
    var stored = new FakeRegistryRepository.Stored(manifest.mediaType(), manifest.bytes());
    registry.repository("team/app").manifests().put(manifest.digest().toString(), stored);
  }

  @Test
  void saysThatThereAreNoCredentials() {
    registry.requireBearer("somebody", "secret");
    assertThat(refused())
        .hasMessageEndingWith(
            "No credentials were found for it: log in with: docker login " + registry.host());
  }

  @Test
  void saysThatTheCredentialsAreWrong() {
    registry.requireBasic("somebody", "other");
    door.with("somebody", "secret");
    assertThat(refused()).hasMessageContaining("The credentials are wrong or have expired");
  }

  @Test
  void takesTheMediaTypeFromTheHeaderWhereTheManifestNamesNone() throws Exception {
    var bytes = "{\"manifests\": []}".getBytes(StandardCharsets.UTF_8);
    var digest = Digest.of(bytes);
    registry
        .repository("team/app")
        .manifests()
        .put(
            digest.toString(),
            new FakeRegistryRepository.Stored(Format.DOCKER.index() + "; charset=utf-8", bytes));
    try (var reader = door.openToRead()) {
      assertThat(reader.manifest(digest).map(Manifest::mediaType))
          .isEqualTo(Optional.of(Format.DOCKER.index()));
    }
  }
}
