package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.layout.OciLayout;
import io.github.whittle.support.DockerRegistry;
import io.github.whittle.support.Nginx;
import io.github.whittle.support.RegistryLayout;
import io.github.whittle.support.RegistrySetup;
import io.github.whittle.support.Tool;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** nginx between us and a real registry, and what it does to those who come; pauses are real. */
class RealProxyIT {
  private static final String USER = "somebody";
  private static final String PASSWORD = "s3cr3t";

  @TempDir Path folder;
  private DockerRegistry registry;
  private int port;
  private Door door;

  @BeforeAll
  static void isThereAll() {
    Stream.of("docker-registry", "nginx", "perl", "skopeo").forEach(Tool::require);
  }

  @BeforeEach
  void startARegistry() throws Exception {
    var setup = RegistrySetup.open().withPassword(USER, PASSWORD, folder.resolve("htpasswd"));
    registry = DockerRegistry.start(folder.resolve("registry"), setup);
    port = Nginx.freePort();
    door = new Door("127.0.0.1:" + port).with(USER, PASSWORD).patient();
  }

  @AfterEach
  void endTheRegistry() {
    registry.close();
  }

  /** One server in front of the registry. */
  private Nginx nginx(String before, String inLocation) throws IOException {
    return Nginx.start(
        folder.resolve("nginx"),
        port,
        before
            + """
            map $uri $note { default "-"; }
            server {
              listen 127.0.0.1:%d;
              location / {
                %s
                proxy_pass http://%s;
              }
            }
            """
                .formatted(port, inLocation, registry.host()));
  }

  private void skopeoReads(OciLayout layout) throws IOException {
    Tool.named("skopeo")
        .with("copy", "--all", "--preserve-digests", "--src-tls-verify=false")
        .with("--src-creds", USER + ":" + PASSWORD)
        .run("docker://" + registry.host() + "/team/app:1.0", "dir:" + folder.resolve("skopeo"));
    assertThat(folder.resolve("skopeo/manifest.json"))
        .hasBinaryContent(layout.manifest(layout.root().digest()).bytes());
  }

  /**
   * 444 is nginx's word for a connection that is closed without an answer. Three a second are too
   * few for us on any machine, and one upload fits into what may be saved up.
   */
  @ParameterizedTest
  @ValueSource(ints = {429, 503, 444})
  void pushesAndPullsThroughOneThatLimitsRatesOrBreaksOff(int status) throws Exception {
    var layout = new RegistryLayout(folder.resolve("image")).index(2_000_000);
    var zone = "limit_req_zone $server_port zone=all:1m rate=3r/s;\n";
    var limit = "limit_req zone=all burst=3 nodelay; limit_req_status %d;".formatted(status);
    try (var nginx = nginx(zone, limit)) {
      door.push(1).push(layout, door.to());
      skopeoReads(layout);
      pull(layout);
      nginx.await("- %d .*".formatted(status));
    }
  }

  /** Each request that comes less than 500 ms after the last one is refused, in mid-upload too. */
  @Test
  void pushesThroughOneThatSavesUpNothing() throws Exception {
    var layout = new RegistryLayout(folder.resolve("image")).single(200_000);
    var zone = "limit_req_zone $server_port zone=all:1m rate=2r/s;\n";
    try (var nginx = nginx(zone, "limit_req zone=all; limit_req_status 429;")) {
      door.push(1).push(layout, door.to());
      skopeoReads(layout);
      nginx.await("- 429 PATCH .*");
      assertThat(nginx.requests("- 202 POST .*")).as("one for each blob").hasSize(2);
    }
  }

  private void pull(OciLayout layout) throws Exception {
    try (var reader = door.openToRead()) {
      var index = reader.tagged("1.0").orElseThrow();
      for (var child : index.manifests()) {
        for (var layer : reader.manifest(child.digest()).orElseThrow().layers()) {
          pull(layer, reader, Progress.silent().meter("", 0, 0));
        }
      }
      assertThat(index.digest()).isEqualTo(layout.root().digest());
    }
  }

  private void pull(Descriptor blob, RegistryReader reader, Progress.Meter meter) throws Exception {
    var file = folder.resolve("pulled");
    reader.pullBlob(blob, file, meter);
    assertThat(Digest.of(Files.readAllBytes(file))).isEqualTo(blob.digest());
  }

  /**
   * What is asked for from its beginning takes ten seconds: long enough for nginx to begin anew.
   */
  @Test
  void goesOnWithADownloadThatBrokeOff() throws Exception {
    var layout = new RegistryLayout(folder.resolve("image")).single(3_000_000);
    var speed = "map $http_range $speed { \"\" 300k; default 0; }\n";
    try (var nginx = nginx(speed, "limit_rate $speed;")) {
      door.push().push(layout, door.to());
      var blob = layout.manifest(layout.root().digest()).layers().get(0);
      var reloaded = new AtomicBoolean();
      try (var reader = door.openToRead()) {
        pull(blob, reader, new AtFirstByte(() -> reloaded.set(reload(nginx))));
      }
      assertThat(reloaded).isTrue();
      nginx.await("- 206 GET .*/blobs/" + blob.digest() + " .*");
    }
  }

  private static boolean reload(Nginx nginx) {
    nginx.reload();
    return true;
  }

  /** Does something once, as soon as anything moves. */
  private static final class AtFirstByte implements Progress.Meter {
    private final Runnable what;
    private final AtomicBoolean done = new AtomicBoolean();

    AtFirstByte(Runnable what) {
      this.what = what;
    }

    @Override
    public void bytes(long count) {
      if (count > 0 && !done.getAndSet(true)) {
        what.run();
      }
    }

    @Override
    public void blob() {}

    @Override
    public void close() {}
  }

  @Test
  void saysThatAProxyLimitsTheSizeOfRequests() throws Exception {
    var layout = new RegistryLayout(folder.resolve("image")).single(3_000_000);
    try (var nginx = nginx("", "client_max_body_size 1m;")) {
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> door.push().push(layout, door.to()))
          .withMessageMatching("(?s).*A proxy before the registry limits the size of requests.*");
      nginx.await("- 413 PATCH .*");
    }
  }

  /** Uploads and downloads go to a storage of another name, which knows us in its own way. */
  @Test
  void sendsNoCredentialsToTheStorageThatItIsSentOnTo() throws Exception {
    var layout = new RegistryLayout(folder.resolve("image")).index(300_000, 10);
    int storage = Nginx.freePort();
    var own =
        Base64.getEncoder()
            .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    var http =
        """
        map $http_authorization $note { "" "nobody"; default "somebody"; }
        server {
          listen 127.0.0.1:%1$d;
          location / {
            proxy_pass http://%3$s;
            proxy_redirect http://127.0.0.1:%1$d/ http://localhost:%2$d/;
          }
          location ~ ^/v2/.+/blobs/sha256: {
            if ($request_method = GET) { return 307 http://localhost:%2$d$request_uri; }
            proxy_pass http://%3$s;
          }
        }
        server {
          listen 127.0.0.1:%2$d;
          location / {
            proxy_set_header Authorization "Basic %4$s";
            proxy_pass http://%3$s;
          }
        }
        """
            .formatted(port, storage, registry.host(), own);
    try (var nginx = Nginx.start(folder.resolve("nginx"), port, http)) {
      door.push().push(layout, door.to());
      skopeoReads(layout);
      pull(layout);
      assertThat(nginx.requests("nobody 20[0-9] (PATCH|PUT|GET) .*/blobs/.*"))
          .hasSizeGreaterThan(8);
      nginx.await("nobody 20. PATCH .*");
      nginx.await("nobody 200 GET .*/blobs/sha256.*");
      assertThat(nginx.requests("somebody .*/blobs/uploads/[^ ]+.*")).isEmpty();
      nginx.await("somebody 307 GET .*/blobs/.*");
      assertThat(nginx.requests("somebody 200 GET .*/blobs/.*")).isEmpty();
    }
  }
}
