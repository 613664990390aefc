package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Format;
import io.github.whittle.support.FakeRegistry;
import io.github.whittle.support.FakeRegistryAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Token servers and storages: hosts that nobody asked for, but the registry. */
class OtherHostsTest {
  private static final String BLOB = "GET .*/blobs/.*";
  private static final byte[] BYTES = new byte[1_000];
  private static final Descriptor DESCRIPTOR =
      new Descriptor(Format.OCI.layer("gzip"), Digest.of(BYTES), BYTES.length);

  @TempDir Path folder;
  @AutoClose private final FakeRegistry registry = new FakeRegistry();
  @AutoClose private ServerSocket other;
  private Door door;

  @BeforeEach
  void start() throws IOException {
    registry.repository("team/app").blobs().put(DESCRIPTOR.digest().toString(), BYTES);
    other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    door = new Door(registry.host());
  }

  private String other() {
    return "127.0.0.1:" + other.getLocalPort();
  }

  private void pull() throws RegistryException, IOException {
    try (var reader = door.openToRead()) {
      reader.pullBlob(DESCRIPTOR, folder.resolve("blob"), door.notes);
    }
  }

  /** The registry itself must be reached within the limit, also on a busy machine. */
  private void saysThatNobodyAnswers(String step) {
    door.hasty(Duration.ofSeconds(1));
    refusesOnce(step, "does not answer");
  }

  private void refusesOnce(String step, String why) {
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(this::pull)
        .withMessageStartingWith("%s/team/app: cannot %s", registry.host(), step)
        .withMessageEndingWith(
            ": the registry sends us on to %s, which %s. Check that it is running, and what is"
                + " between",
            other(), why);
    assertThat(door.waits).isEmpty();
  }

  private void sendsOnForTokens(String scheme) {
    var realm = "Bearer realm=\"%s://%s/token\",service=\"fake\"".formatted(scheme, other());
    registry.misbehave(
        "GET /v2/", (request, real) -> FakeRegistryAnswer.of(401).with("WWW-Authenticate", realm));
  }

  private void sendsOnForBlobs(String scheme) {
    var location = "%s://%s/blob".formatted(scheme, other());
    registry.misbehave(
        BLOB, (request, real) -> FakeRegistryAnswer.of(307).with("Location", location));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https", "http"})
  void saysThatATokenServerDoesNotAnswer(String scheme) {
    sendsOnForTokens(scheme);
    saysThatNobodyAnswers("log in");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https", "http"})
  void saysThatNobodyListensAtTheTokenServer(String scheme) throws IOException {
    sendsOnForTokens(scheme);
    other.close();
    refusesOnce("log in", "cannot be reached (Connection refused)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https", "http"})
  void saysThatAStorageDoesNotAnswer(String scheme) {
    sendsOnForBlobs(scheme);
    saysThatNobodyAnswers("pull the blob");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https", "http"})
  void saysThatNobodyListensAtTheStorage(String scheme) throws IOException {
    sendsOnForBlobs(scheme);
    other.close();
    refusesOnce("pull the blob", "cannot be reached (Connection refused)");
  }

  @Test
  void triesAgainWhatWasReachedOnce() throws Exception {
    var storage = new FakeRegistry();
    storage.misbehave(
        "GET .*",
        (request, real) -> {
          storage.close();
          throw new IOException("closed");
        });
    var location = "http://%s/blob".formatted(storage.host());
    registry.misbehave(
        BLOB, (request, real) -> FakeRegistryAnswer.of(307).with("Location", location), 1, 2);
    pull();
    assertThat(door.waits).hasSize(2);
  }

  /** A cheap question shows that it lives; what we came for may take longer than that. */
  @Test
  void waitsForAStorageThatIsSlow() throws Exception {
    door.hasty(Duration.ofSeconds(1));
    try (var storage = new FakeRegistry()) {
      storage.misbehave(
          "GET /blob",
          (request, real) -> {
            pause(Duration.ofMillis(1_500));
            return FakeRegistryAnswer.of(200).withBody(BYTES);
          });
      var location = "http://%s/blob".formatted(storage.host());
      registry.misbehave(
          BLOB, (request, real) -> FakeRegistryAnswer.of(307).with("Location", location));
      pull();
      assertThat(folder.resolve("blob")).hasBinaryContent(BYTES);
    }
  }

  @Test
  void asksAStorageThatStartsColdTwice() throws Exception {
    door.hasty(Duration.ofSeconds(1));
    try (var storage = new FakeRegistry()) {
      storage.misbehave(
          "HEAD .*",
          (request, real) -> {
            pause(Duration.ofMillis(1_500));
            return FakeRegistryAnswer.of(200);
          },
          1);
      storage.misbehave("GET .*", (request, real) -> FakeRegistryAnswer.of(200).withBody(BYTES));
      var location = "http://%s/blob".formatted(storage.host());
      registry.misbehave(
          BLOB, (request, real) -> FakeRegistryAnswer.of(307).with("Location", location));
      pull();
      assertThat(storage.requests("HEAD .*")).hasSize(2);
      assertThat(door.waits).isEmpty();
    }
  }

  /** Jib's wait holds for logins alone, also where the content is elsewhere. */
  @ParameterizedTest
  @ValueSource(strings = {"/blob", "/docker/registry/v2/blobs/sha256/ab/abcd/data"})
  void waitsLongerThanJibForAStorage(String path) throws Exception {
    try (var storage = new FakeRegistry()) {
      storage.misbehave(
          "GET .*",
          (request, real) -> {
            pause(Duration.ofMillis(2_000));
            return FakeRegistryAnswer.of(200).withBody(BYTES);
          });
      var location = "http://%s%s".formatted(storage.host(), path);
      registry.misbehave(
          BLOB, (request, real) -> FakeRegistryAnswer.of(307).with("Location", location));
      System.setProperty("jib.httpTimeout", "1000");
      pull();
      assertThat(door.waits).isEmpty();
    } finally {
      System.clearProperty("jib.httpTimeout");
    }
  }

  private static void pause(Duration time) throws IOException {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void saysThatNobodyKnowsTheHost() {
    var tooLong = "x".repeat(64) + ".invalid"; // So nobody is asked for it.
    registry.misbehave(
        BLOB,
        (request, real) ->
            FakeRegistryAnswer.of(307).with("Location", "https://%s/blob".formatted(tooLong)));
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(this::pull)
        .withMessageContaining("the registry sends us on to %s:443, which nobody knows", tooLong);
    assertThat(door.waits).isEmpty();
  }
}
