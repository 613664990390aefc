package io.github.whittle.registry;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.credentials.Credentials;
import io.github.whittle.credentials.CredentialsSource;
import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Manifest;
import io.github.whittle.layout.OciLayout;
import io.github.whittle.network.Network;
import io.github.whittle.network.ProxyRules;
import io.github.whittle.network.TrustedCertificates;
import io.github.whittle.support.DockerRegistry;
import io.github.whittle.support.PrivateAuthority;
import io.github.whittle.support.RegistryLayout;
import io.github.whittle.support.RegistrySetup;
import io.github.whittle.support.TokenServer;
import io.github.whittle.support.Tool;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry of the CNCF behind every kind of door; skopeo reads back what we pushed. */
class RealRegistriesIT {
  private static final String USER = "somebody";
  private static final String PASSWORD = "s3cr3t/+ä";
  private static final String IDENTITY = "an-identity-token";

  @TempDir static Path certificates;
  private static PrivateAuthority authority;

  @TempDir Path folder;
  private OciLayout layout;

  @BeforeAll
  static void makeAnAuthority() throws Exception {
    Stream.of("docker-registry", "openssl", "perl", "skopeo").forEach(Tool::require);
    authority = PrivateAuthority.make(certificates.resolve("authority"));
  }

  @BeforeEach
  void makeAnImage() throws Exception {
    layout = new RegistryLayout(folder.resolve("image")).index(200_000, 10);
  }

  private DockerRegistry registry(RegistrySetup setup) throws Exception {
    return DockerRegistry.start(folder.resolve("registry"), setup);
  }

  private static Network trusting(List<Path> folders, Optional<Path> file) {
    return new Network(
        ProxyRules.none(), new TrustedCertificates(folders, file, Progress.silent()));
  }

  /** As docker and podman have it. */
  private Path certsd(DockerRegistry registry) throws Exception {
    var own = Files.createDirectories(folder.resolve("certs.d").resolve(registry.host()));
    Files.copy(authority.certificate(), own.resolve("ca.crt"));
    return own;
  }

  private void pushAndPull(Door door) throws Exception {
    var pushed = door.push().push(layout, door.to());
    assertThat(pushed.digest()).isEqualTo(layout.root().digest());
    try (var reader = door.openToRead()) {
      var index = reader.tagged("1.0").orElseThrow();
      assertThat(index.digest()).isEqualTo(layout.root().digest());
      for (var child : index.manifests()) {
        var layer = reader.manifest(child.digest()).orElseThrow().layers().get(0);
        var file = folder.resolve("pulled");
        reader.pullBlob(layer, file, Progress.silent().meter("", 0, 0));
        assertThat(Digest.of(Files.readAllBytes(file))).isEqualTo(layer.digest());
      }
    }
  }

  /** All of it, each digest checked by skopeo. */
  private void skopeoReads(DockerRegistry registry, String... options) throws Exception {
    var words = new ArrayList<>(List.of("copy", "--all", "--preserve-digests"));
    words.addAll(List.of(options));
    words.addAll(
        List.of(
            "docker://" + registry.host() + "/team/app:1.0", "dir:" + folder.resolve("skopeo")));
    Tool.named("skopeo").run(words.toArray(String[]::new));
    assertThat(folder.resolve("skopeo/manifest.json"))
        .hasBinaryContent(layout.manifest(layout.root().digest()).bytes());
  }

  private static String login(String password) {
    return USER + ":" + password;
  }

  @Test
  void letsInByPassword() throws Exception {
    var setup = RegistrySetup.open().withPassword(USER, PASSWORD, folder.resolve("htpasswd"));
    try (var registry = registry(setup)) {
      pushAndPull(new Door(registry.host()).with(USER, PASSWORD));
      skopeoReads(registry, "--src-tls-verify=false", "--src-creds", login(PASSWORD));
      var wrong = new Door(registry.host()).with(USER, "wr0ng");
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> wrong.push().push(layout, wrong.to()))
          .withMessageContaining("answered 401")
          .withMessageContaining(
              "The credentials are wrong or have expired: log in with: docker login ")
          .withMessageNotContaining("wr0ng");
    }
  }

  @Test
  void speaksTlsByAPemFile() throws Exception {
    try (var registry = registry(RegistrySetup.open().withTls(authority.issue("registry")))) {
      pushAndPull(
          new Door(registry.host())
              .through(trusting(List.of(), Optional.of(authority.certificate()))));
      skopeoReads(registry, "--src-cert-dir", certsd(registry).toString());
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(new Door(registry.host())::open)
          .withMessageContaining("an authority (CA) that this Java does not know");
    }
  }

  @Test
  void speaksTlsByTheFolderOfDockerAndPodman() throws Exception {
    var setup =
        RegistrySetup.open()
            .withPassword(USER, PASSWORD, folder.resolve("htpasswd"))
            .withTls(authority.issue("registry"));
    try (var registry = registry(setup)) {
      var own = certsd(registry);
      pushAndPull(
          new Door(registry.host())
              .through(trusting(List.of(own.getParent()), Optional.empty()))
              .with(USER, PASSWORD));
      skopeoReads(registry, "--src-cert-dir", own.toString(), "--src-creds", login(PASSWORD));
    }
  }

  @Test
  void showsTheCertificateThatIsInTheFolder() throws Exception {
    var setup = RegistrySetup.open().withTls(authority.issue("registry"), authority.certificate());
    try (var registry = registry(setup)) {
      var own = certsd(registry);
      var network = trusting(List.of(own.getParent()), Optional.empty());
      var stranger = new Door(registry.host()).through(network);
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(stranger::open)
          .withMessageContaining("wants a certificate of ours")
          .withMessageEndingWith("certs.d/%s, as client.cert and client.key", registry.host());
      var client = authority.issue("client");
      Files.copy(client.certificate(), own.resolve("client.cert"));
      Files.copy(client.key(), own.resolve("client.key"));
      pushAndPull(new Door(registry.host()).through(network));
      skopeoReads(registry, "--src-cert-dir", own.toString());
      showsAnOldKey(registry, own, authority.issue("client"), "rsa", "-traditional");
      showsAnOldKey(registry, own, authority.issueEc("client"), "ec");
    }
  }

  /** A key as older commands of openssl write it, which docker and podman read, too. */
  private void showsAnOldKey(
      DockerRegistry registry, Path own, PrivateAuthority.Issued client, String... command)
      throws Exception {
    Files.copy(client.certificate(), own.resolve("client.cert"), REPLACE_EXISTING);
    var key = own.resolve("client.key");
    Tool.named("openssl").with(command).run("-in", client.key().toString(), "-out", key.toString());
    assertThat(key).content().containsPattern("BEGIN (RSA|EC) PRIVATE KEY");
    var network = trusting(List.of(own.getParent()), Optional.empty());
    pushAndPull(new Door(registry.host()).through(network));
    skopeoReads(registry, "--src-cert-dir", own.toString());
  }

  @Test
  void letsInByTokens() throws Exception {
    try (var tokens = TokenServer.start(authority, login(PASSWORD), IDENTITY);
        var registry = registry(RegistrySetup.open().withTokens(tokens))) {
      pushAndPull(new Door(registry.host()).with(USER, PASSWORD));
      skopeoReads(registry, "--src-tls-verify=false", "--src-creds", login(PASSWORD));
      assertThat(tokens.scopes()).contains("repository:team/app:pull,push");
    }
  }

  @Test
  void saysThatAUserWithAGoodTokenMayNotPush() throws Exception {
    try (var tokens = TokenServer.start(authority, login(PASSWORD), IDENTITY).readOnly();
        var registry = registry(RegistrySetup.open().withTokens(tokens))) {
      var door = new Door(registry.host()).with(USER, PASSWORD);
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> door.push(1).push(layout, door.to()))
          .withMessageContaining(
              "the registry answered 401 (UNAUTHORIZED: authentication required)")
          .withMessageEndingWith(
              "The credentials do not allow to push here, or the repository must be created first");
      assertThat(tokens.scopes()).containsExactly("repository:team/app:pull,push");
    }
  }

  @Test
  void getsTokensForAnIdentityToken() throws Exception {
    try (var tokens = TokenServer.start(authority, login(PASSWORD), IDENTITY);
        var registry = registry(RegistrySetup.open().withTokens(tokens))) {
      pushAndPull(
          new Door(registry.host())
              .with(CredentialsSource.of(Credentials.identityToken(IDENTITY))));
      skopeoReads(registry, "--src-tls-verify=false", "--src-creds", login(PASSWORD));
    }
  }

  @Test
  void getsANewTokenWhenTheOldOneExpired() throws Exception {
    try (var tokens = TokenServer.start(authority, login(PASSWORD), IDENTITY);
        var registry = registry(RegistrySetup.open().withTokens(tokens))) {
      var door = new Door(registry.host()).with(USER, PASSWORD);
      tokens.lifetime(Duration.ofSeconds(1));
      try (var transport = door.open()) {
        Thread.sleep(2100);
        tokens.lifetime(Duration.ofMinutes(5));
        int before = tokens.scopes().size();
        var config = config();
        transport.pushBlob(config, layout.blob(config.digest()), Optional.empty(), door.notes);
        assertThat(tokens.scopes()).hasSizeGreaterThan(before);
      }
      pushAndPull(door);
    }
  }

  @Test
  void mountsByATokenForBothRepositories() throws Exception {
    try (var tokens = TokenServer.start(authority, login(PASSWORD), IDENTITY);
        var registry = registry(RegistrySetup.open().withTokens(tokens))) {
      var door = new Door(registry.host()).with(USER, PASSWORD);
      door.push().push(layout, door.to());
      var blob = config();
      try (var other = door.at("team/other").open()) {
        assertThat(other.hasBlob(blob)).isFalse();
        var file = layout.blob(blob.digest());
        assertThat(other.pushBlob(blob, file, Optional.of("team/app"), door.notes)).isTrue();
        assertThat(other.hasBlob(blob)).isTrue();
      }
      assertThat(registry.requests("PATCH /v2/team/other/")).isEmpty();
    }
  }

  @Test
  void getsNoTagForALayerThatTheStorageLostHalfOf() throws Exception {
    try (var registry = registry(RegistrySetup.open())) {
      var door = new Door(registry.host());
      door.push().push(layout, door.to());
      var layer = image().layers().get(0);
      Files.write(stored(layer), new byte[1_000]);
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> door.push().push(layout, door.to("again")))
          .withMessageContaining("holds 1000 of %d bytes of the blob", layer.size());
      try (var reader = door.openToRead()) {
        assertThat(reader.tagged("again")).isEmpty();
      }
      Files.delete(stored(layer));
      door.push().push(layout, door.to("again"));
      assertThat(stored(layer)).hasSize(layer.size());
    }
  }

  @Test
  void getsNoTagForALayerThatTheStorageLostHalfOfAndTheRepositoryNeverHad() throws Exception {
    try (var registry = registry(RegistrySetup.open())) {
      var door = new Door(registry.host());
      door.push().push(layout, door.to());
      var layer = image().layers().get(0);
      Files.write(stored(layer), new byte[1_000]);
      Files.delete(link(layer));
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> door.push().push(layout, door.to("again")))
          .withMessageContaining("holds 1000 of %d bytes of the blob", layer.size())
          .withMessageContaining("though all were sent");
      try (var reader = door.openToRead()) {
        assertThat(reader.tagged("again")).isEmpty();
      }
    }
  }

  private Path stored(Descriptor blob) {
    var hex = blob.digest().hex();
    return storage("blobs/sha256").resolve(hex.substring(0, 2)).resolve(hex).resolve("data");
  }

  /** What says that the repository has it. */
  private Path link(Descriptor blob) {
    return storage("repositories/team/app/_layers/sha256")
        .resolve(blob.digest().hex())
        .resolve("link");
  }

  private Path storage(String part) {
    return folder.resolve("registry/storage/docker/registry/v2").resolve(part);
  }

  private Descriptor config() throws IOException {
    return image().config();
  }

  private Manifest image() throws IOException {
    return layout.manifest(layout.manifest(layout.root().digest()).manifests().get(0).digest());
  }
}
