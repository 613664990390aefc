package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Manifest;
import io.github.whittle.support.FakeRegistry;
import io.github.whittle.support.FakeRegistryAnswer;
import io.github.whittle.support.FakeRegistryFault;
import io.github.whittle.support.TextServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JibRegistryTransportTest {
  /** Fields that Jib cannot parse, white space that it would drop, and letters beyond ASCII. */
  private static final Manifest ODD =
      manifest(
          """
          { "schemaVersion": 2,
            "mediaType": "application/vnd.oci.image.index.v1+json",
            "artifactType": "application/vnd.example+json",
            "annotations": {"é": "\uD83D\uDE00"},
            "manifests": [] }
          """);

  private static final Descriptor NONE =
      new Descriptor("application/octet-stream", new Digest("0".repeat(64)), 1);

  @TempDir Path folder;
  @AutoClose private final FakeRegistry registry = new FakeRegistry();
  private Door door = new Door(registry.host());

  private static Manifest manifest(String json) {
    return Manifest.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private Descriptor push(RegistryTransport transport) throws IOException, RegistryException {
    var bytes = "some bytes".getBytes(StandardCharsets.UTF_8);
    var blob = new Descriptor("application/octet-stream", Digest.of(bytes), bytes.length);
    transport.pushBlob(
        blob, Files.write(folder.resolve("blob"), bytes), Optional.empty(), door.notes);
    return blob;
  }

  /** The error of opening a transport and pushing one blob. */
  private RegistryException refused() {
    return refused(door::open);
  }

  private RegistryException refused(Callable<RegistryTransport> opening) {
    return assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(
            () -> {
              try (var transport = opening.call()) {
                push(transport);
              }
            })
        .actual();
  }

  @Test
  void findsABlobThatItPushed() throws Exception {
    try (var transport = door.open()) {
      var blob = push(transport);
      assertThat(transport.hasBlob(blob)).isTrue();
      assertThat(transport.hasBlob(NONE)).isFalse();
    }
  }

  @Test
  void keepsTheBytesOfAManifestBothWays() throws Exception {
    try (var transport = door.open()) {
      transport.pushManifest(ODD);
      transport.tag("odd", ODD);

      assertThat(registry.repository("team/app").manifest("odd").bytes()).isEqualTo(ODD.bytes());
      assertThat(transport.tagged("odd").orElseThrow().bytes()).isEqualTo(ODD.bytes());
      assertThat(transport.manifest(ODD.digest()).orElseThrow().bytes()).isEqualTo(ODD.bytes());
    }
  }

  @Test
  void keepsTheBytesOfAManifestThatIsLargerThanABuffer() throws Exception {
    var many = "\uD83D\uDE00é".repeat(30_000);
    var large =
        manifest(
            """
            {"mediaType": "application/vnd.oci.image.index.v1+json", "a": "%s", "b": "x%s"}\
            """
                .formatted(many, many));
    try (var transport = door.open()) {
      transport.tag("large", large);
      assertThat(transport.tagged("large").orElseThrow().bytes()).isEqualTo(large.bytes());
    }
  }

  @Test
  void findsNoManifestWhereThereIsNone() throws Exception {
    try (var transport = door.open()) {
      assertThat(transport.tagged("none")).isEmpty();
      assertThat(transport.manifest(ODD.digest())).isEmpty();
      registry.misbehave("GET .*", FakeRegistryFault.error(404, "NAME_UNKNOWN", "no repository"));
      assertThat(transport.tagged("none")).isEmpty();
    }
  }

  @Test
  void refusesAManifestWithAnotherDigestThanItAskedFor() throws Exception {
    var other = manifest("{\"mediaType\": \"x\"}");
    registry.misbehave(
        "GET .*/manifests/sha256:.*",
        (request, real) -> real.answer(request).withBody(other.bytes()));
    try (var transport = door.open()) {
      transport.pushManifest(ODD);
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> transport.manifest(ODD.digest()))
          .withMessageContaining("gave the manifest " + other.digest());
    }
  }

  @Test
  void saysWhenWhatItReadsIsNoManifest() throws Exception {
    try (var transport = door.open()) {
      transport.tag("odd", ODD);
      registry.misbehave(
          "GET .*", (request, real) -> real.answer(request).withBody("<html>".getBytes()));
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> transport.tagged("odd"))
          .withMessageContaining(
              "what answers for 'odd' is no manifest, so this may be no registry");
    }
  }

  @Test
  void refusesARegistryThatTookAnotherDigest() throws Exception {
    registry.misbehave("PUT .*/manifests/.*", FakeRegistryFault.otherDigest());
    try (var transport = door.open()) {
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> transport.tag("odd", ODD))
          .withMessage(
              "%s/team/app: cannot set the tag odd: the registry took it as sha256:%s and not as"
                  + " %s; do not use what it has",
              registry.host(), "0".repeat(64), ODD.digest());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void waitsForAFaultThatPasses(int status) throws Exception {
    registry.misbehave("GET /v2/", FakeRegistryFault.status(status), 2);
    registry.misbehave("HEAD .*", FakeRegistryFault.status(status), 1, 2);
    registry.misbehave("POST .*", FakeRegistryFault.status(status), 1);
    registry.misbehave("PATCH .*", FakeRegistryFault.status(status), 1);
    registry.misbehave("PUT .*/manifests/.*", FakeRegistryFault.status(status), 1);
    try (var transport = door.open()) {
      assertThat(transport.hasBlob(push(transport))).isTrue();
      transport.tag("odd", ODD);
    }
    assertThat(registry.repository("team/app").tags()).containsKey("odd");
  }

  @Test
  void printsNothingWhereTheTextOfAnErrorBreaksOff() throws Exception {
    registry.misbehave("GET .*/manifests/odd", FakeRegistryFault.cutAfter(20));
    var before = System.err;
    var printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (var transport = door.open()) {
      assertThat(transport.tagged("odd")).isEmpty();
    } finally {
      System.setErr(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"BLOB_UPLOAD_UNKNOWN", "BLOB_UPLOAD_INVALID", "DIGEST_INVALID"})
  void beginsAnewWhenTheRegistryLostTheUpload(String code) throws Exception {
    registry.misbehave("PUT .*/uploads/.*", FakeRegistryFault.error(404, code, "lost"), 1);
    try (var transport = door.open()) {
      assertThat(transport.hasBlob(push(transport))).isTrue();
    }
    assertThat(registry.requests("POST .*")).hasSize(2);
  }

  @Test
  void givesUpAfterABoundedNumberOfTries() {
    registry.misbehave("POST .*", FakeRegistryFault.error(503, "UNAVAILABLE", "come back"));

    assertThat(refused())
        .hasMessageStartingWith(registry.host() + "/team/app: cannot push the blob sha256:")
        .hasMessageEndingWith(
            " (10 bytes): the registry answered 503 (UNAVAILABLE: come back), 3 times."
                + " It is overloaded or being restarted: try again later");
    assertThat(registry.requests("POST .*")).hasSize(Door.TRIES);
  }

  /** As docker-registry says it in mid-upload, and at its beginning. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"write /storage/data: no space left on device\"",
        "{\"DriverName\":\"filesystem\",\"Enclosed\":{\"Op\":\"write\",\"Path\":\"/storage/data\",\"Err\":28}}"
      })
  void saysThatTheDiskOfTheRegistryIsFull(String detail) {
    var body =
        "{\"errors\":[{\"code\":\"UNKNOWN\",\"message\":\"unknown error\",\"detail\":%s}]}"
            .formatted(detail);
    registry.misbehave(
        "POST .*",
        (request, real) ->
            FakeRegistryAnswer.of(500).withBody(body.getBytes(StandardCharsets.UTF_8)));
    assertThat(refused())
        .hasMessageEndingWith(
            " (10 bytes): the registry answered 500 (UNKNOWN: write /storage/data: no space left on"
                + " device), 3 times. The disk of its storage is full: have room made there, then"
                + " try again");
  }

  private static FakeRegistryFault retryAfter(int status, String header) {
    return (request, real) ->
        FakeRegistryAnswer.error(status, "TOOMANYREQUESTS", "slow down")
            .with("Retry-After", header);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void waitsAsLongAsTheRegistryAsks(int status) throws Exception {
    registry.misbehave("POST .*", retryAfter(status, "7"), 1);
    try (var transport = door.open()) {
      push(transport);
    }
    assertThat(door.waits).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void givesUpAtOnceWhereItWouldHaveToWaitTooLong() {
    registry.misbehave("POST .*", retryAfter(429, "3600"));
    assertThat(refused())
        .hasMessageContaining("the registry answered 429 (TOOMANYREQUESTS: slow down)")
        .hasMessageEndingWith(
            "It limits how much may be asked: wait 60 min, or log in, which often raises the"
                + " limit");
    assertThat(registry.requests("POST .*")).hasSize(1);
  }

  @Test
  void sendsNoCredentialsToAnotherHostThatTakesTheUpload() throws Exception {
    try (var elsewhere = new FakeRegistry()) {
      var seen = new CopyOnWriteArrayList<String>();
      elsewhere.misbehave(
          ".*",
          (request, real) -> {
            seen.add(request.method());
            seen.addAll(request.headers().keySet());
            request.body().readAllBytes();
            return FakeRegistryAnswer.of(request.method().equals("PATCH") ? 202 : 201)
                .with("Location", "http://" + elsewhere.host() + "/upload?signature=x");
          });
      registry.requireBasic("somebody", "secret");
      registry.misbehave(
          "POST .*",
          (request, real) ->
              FakeRegistryAnswer.of(202)
                  .with("Location", "http://" + elsewhere.host() + "/upload?signature=x"));
      door.with("somebody", "secret");
      try (var transport = door.open()) {
        push(transport);
      }
      assertThat(seen).contains("PATCH", "PUT").doesNotContain("Authorization");
    }
  }

  @Test
  void saysThatAnUploadIsSentOn() {
    registry.misbehave(
        "PATCH .*",
        (request, real) -> {
          request.body().readAllBytes();
          return FakeRegistryAnswer.of(307)
              .with("Location", "https://eu.example/upload?key=s3cr3t");
        });
    assertThat(refused())
        .hasMessageContaining("cannot push the blob")
        .hasMessageEndingWith(
            ": the registry sends the upload on to eu.example:443 (307), which is not followed."
                + " Push to that host, or have the registry say at the beginning of an upload where"
                + " it goes on");
    assertThat(registry.requests("PATCH .*")).hasSize(1);
  }

  /** It has no bytes, so it is followed. */
  @Test
  void saysThatTheEndOfAnUploadIsSentRoundInACircle() {
    registry.misbehave(
        "PUT .*",
        (request, real) -> FakeRegistryAnswer.of(307).with("Location", request.path() + "?x"));
    assertThat(refused()).hasMessageContaining("sends us round in a circle (307 to itself)");
    assertThat(registry.requests("PUT .*")).hasSizeGreaterThan(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 405, 413, 415})
  void doesNotTryAgainWhatWasRefused(int status) {
    registry.misbehave("POST .*", FakeRegistryFault.status(status));

    assertThat(refused()).hasMessageContaining("the registry answered " + status + " (UNKNOWN");
    assertThat(registry.requests("POST .*")).hasSize(1);
  }

  @Test
  void saysWhatToDoAboutWhatWasRefused() {
    registry.misbehave("POST .*", FakeRegistryFault.status(403), 1);
    registry.misbehave("POST .*", FakeRegistryFault.status(404), 1);
    registry.misbehave("POST .*", FakeRegistryFault.status(413), 1);

    assertThat(refused())
        .hasMessageEndingWith(
            "No credentials were found for it: log in with: docker login " + registry.host());
    assertThat(refused()).hasMessageEndingWith("a repository to be created first");
    assertThat(refused()).hasMessageContaining("proxy before the registry");
  }

  @Test
  void survivesConnectionsThatDrop() throws Exception {
    FakeRegistryFault drop =
        (request, real) -> {
          throw new IOException("dropped");
        };
    registry.misbehave("HEAD .*", drop, 1);
    registry.misbehave("PUT .*", drop, 1);
    registry.misbehave("PUT .*/manifests/.*", drop, 1);
    try (var transport = door.open()) {
      assertThat(transport.hasBlob(push(transport))).isTrue();
      transport.tag("odd", ODD);
    }
    assertThat(registry.repository("team/app").tags()).containsKey("odd");
  }

  @Test
  void saysThatTheConnectionBreaksOff() {
    registry.misbehave("PATCH .*", FakeRegistryFault.dropAfter(5));

    assertThat(refused())
        .hasMessageContaining("the connection to the registry broke off")
        .hasMessageContaining(", 3 times. If it always does at the same blob, a proxy may limit");
  }

  @Test
  void saysThatTheHostIsNotKnown() {
    var tooLong = "x".repeat(64) + ".invalid"; // So nobody is asked for it.
    door = new Door(tooLong);

    assertThat(refused())
        .hasMessage(
            "%s/team/app: cannot connect: the host is not known. Check the name '%s'",
            tooLong, tooLong);
    assertThat(door.waits).isEmpty();
  }

  /** 0.0.0.0 is this machine under a name that counts as another. */
  @Test
  void saysThatTheRegistryDoesNotSpeakTls() throws Exception {
    try (var server = new TextServer("HTTP/1.0 400 Bad Request\r\n\r\n")) {
      door = new Door("0.0.0.0:" + server.port());
      assertThat(refused())
          .hasMessage(
              "0.0.0.0:%d/team/app: cannot log in: the registry does not speak TLS. If it is meant"
                  + " to speak plain HTTP, name it in <allowInsecureRegistries>",
              server.port());
      assertThat(door.waits).isEmpty();
    }
  }

  @Test
  void saysThatAMirrorTakesNoPushes() {
    registry.misbehave("POST .*", FakeRegistryFault.status(405));
    assertThat(refused())
        .hasMessageEndingWith("It takes no pushes: it may be a mirror, or no registry at all");
  }

  @Test
  void saysThatAManifestIsTooLarge() throws Exception {
    registry.misbehave(
        "GET .*/manifests/odd", FakeRegistryFault.body(new byte[4 * 1024 * 1024 + 1]));
    try (var transport = door.open()) {
      transport.tag("odd", ODD);
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> transport.tagged("odd"))
          .withMessage(
              "%s/team/app: cannot read the manifest odd: the registry's answer is not understood"
                  + " (the manifest is larger than 4 MiB). Look into the registry's log",
              registry.host());
    }
  }

  @Test
  void saysAtOnceThatNobodyListens() throws Exception {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    door = new Door("127.0.0.1:" + port);

    assertThat(refused())
        .hasMessage(
            "127.0.0.1:%d/team/app: cannot connect: the registry cannot be reached"
                + " (Connection refused). Check that it is running, and the port",
            port);
  }

  /** Longer than nothing may move; what was sent whole is sent once. */
  @Test
  void waitsForAStorageThatTakesItsTime() throws Exception {
    FakeRegistryFault slow =
        (request, real) -> {
          var answer = real.answer(request);
          pause(Duration.ofMillis(2_500));
          return answer;
        };
    registry.misbehave("PATCH .*", slow);
    registry.misbehave("PUT .*", slow);
    try (var transport = door.open(Duration.ofSeconds(1))) {
      push(transport);
    }
    assertThat(registry.requests("(PATCH|PUT) .*")).hasSize(2);
  }

  private static void pause(Duration time) throws IOException {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PATCH", "PUT"})
  void saysHowLongItWaitedForTheStorage(String method) {
    registry.misbehave(
        method + " .*",
        (request, real) -> {
          real.answer(request);
          pause(Duration.ofSeconds(60));
          throw new IOException("too late");
        });
    door.storingWithin(Duration.ofSeconds(1));
    assertThat(refused())
        .hasMessageContaining("cannot push the blob")
        .hasMessageEndingWith(
            ": the registry does not answer (it got all, and does not answer within 1 s), 2 times."
                + " Its storage is slow, or it hangs: look into its log");
  }

  @Test
  void waitsForAManifestNoLongerThanNothingMayMove() throws Exception {
    registry.hang("PUT .*/manifests/.*");
    try (var transport = door.open(Duration.ofSeconds(1))) {
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> transport.tag("odd", ODD))
          .withMessageContaining(
              "cannot set the tag odd: the registry does not answer, 3 times. Check");
    }
  }

  @Test
  void endsAnAttemptThatStalls() {
    registry.hang("POST .*");

    // The login must be answered within it, at one of the tries.
    assertThat(refused(() -> door.open(Duration.ofMillis(500))))
        .hasMessageContaining("cannot push the blob")
        .hasMessageContaining("the registry does not answer, 3 times.");
  }

  @Test
  void saysThatARegistryDoesNotAnswerAtAll() {
    registry.hang(".*");
    door.hasty(Duration.ofMillis(200));

    assertThat(refused()).hasMessageContaining("cannot connect: the registry does not answer.");
  }

  @Test
  void endsWhatOtherThreadsWaitForWhenItIsClosed() throws Exception {
    registry.hang("HEAD .*");
    try (var transport = door.open()) {
      var closer = new Thread(() -> closeOnceAsked(transport));
      closer.start();
      assertThatExceptionOfType(RegistryException.class).isThrownBy(() -> transport.hasBlob(NONE));
      closer.join();
    }
  }

  /** The registry is asked for its protocol, once, then as nobody, then with credentials. */
  @Test
  void endsALoginThatOtherThreadsWaitForWhenItIsClosed() throws Exception {
    registry.misbehave("GET .*/manifests/.*", FakeRegistryFault.status(401));
    registry.hang("GET /v2/", 3);
    try (var reader = door.with("me", "secret").openToRead()) {
      var closer = new Thread(() -> closeOnceLoggingIn(reader));
      closer.start();
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> reader.tagged("odd"))
          .withMessageContaining("the registry answered 401");
      closer.join();
    }
    assertThat(registry.requests("GET /v2/")).hasSize(3);
  }

  private void closeOnceLoggingIn(RegistryReader reader) {
    while (registry.requests("GET /v2/").size() < 3) {
      Thread.onSpinWait();
    }
    reader.close();
  }

  private void closeOnceAsked(RegistryTransport transport) {
    while (registry.requests("HEAD .*").isEmpty()) {
      Thread.onSpinWait();
    }
    transport.close();
  }

  @Test
  void tellsJibsLogWithoutItsColours() {
    registry.misbehave("POST .*", FakeRegistryFault.dropAfter(0));

    refused();
    assertThat(door.notes.lines)
        .anyMatch(line -> line.contains("I/O error for image"))
        .noneMatch(line -> line.contains("\u001B"))
        .allMatch(line -> line.startsWith("debug "));
  }
}
