package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.network.Network;
import io.github.whittle.network.ProxyRules;
import io.github.whittle.network.TrustedCertificates;
import io.github.whittle.support.FakeProxy;
import io.github.whittle.support.FakeRegistry;
import io.github.whittle.support.RegistryLayout;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryTlsIT {
  private static final String PASSWORD = "changeit";

  @TempDir static Path keys;
  private static SSLContext tls;

  @BeforeAll
  static void signACertificate() throws Exception {
    var file = keys.resolve("keys.p12");
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "registry",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "SAN=ip:127.0.0.1,dns:registry.example",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, PASSWORD.toCharArray());
    writePem(store);
    tls = SSLContext.getInstance("TLS");
    tls.init(factory.getKeyManagers(), null, null);
  }

  @Test
  void refusesACertificateThatNobodyVouchesFor(@TempDir Path folder) throws Exception {
    var layout = new RegistryLayout(folder).single(10);
    try (var registry = new FakeRegistry(tls)) {
      var door = new Door(registry.host());
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> door.push().push(layout, door.to()))
          .withMessage(
              "%s/team/app: cannot log in: the registry's certificate is signed by an authority"
                  + " (CA) that this Java does not know. Name a PEM file with that authority in"
                  + " <registryCertificates>, or put it as ca.crt into"
                  + " ~/.config/containers/certs.d/%s; where nobody else can be on the way, name it"
                  + " in <allowInsecureRegistries>",
              registry.host(), registry.host())
          .withNoCause();
      assertThat(door.notes.lines)
          .anyMatch(line -> line.startsWith("debug") && line.contains("PKIX path building failed"));
      assertThat(registry.requests()).isEmpty();
    }
  }

  @Test
  void pushesToARegistryThatIsNamedInsecure(@TempDir Path folder) throws Exception {
    var layout = new RegistryLayout(folder).index(200_000, 10);
    try (var registry = new FakeRegistry(tls).requireBearer("somebody", "secret")) {
      var door = new Door(registry.host()).insecure().with("somebody", "secret");
      door.push().push(layout, door.to());
      assertThat(registry.repository("team/app").tags()).containsKey("1.0");
    }
  }

  private static void writePem(KeyStore store) throws Exception {
    var certificate =
        Base64.getMimeEncoder().encodeToString(store.getCertificate("registry").getEncoded());
    Files.writeString(
        keys.resolve("ca.pem"),
        "-----BEGIN CERTIFICATE-----\n" + certificate + "\n-----END CERTIFICATE-----\n");
  }

  private static Network trusting(List<Path> folders, Optional<Path> file) {
    return new Network(
        ProxyRules.none(), new TrustedCertificates(folders, file, Progress.silent()));
  }

  @Test
  void pushesToARegistryWhoseIssuerIsNamed(@TempDir Path folder) throws Exception {
    var layout = new RegistryLayout(folder).index(200_000, 10);
    try (var registry = new FakeRegistry(tls).requireBearer("somebody", "secret")) {
      var door =
          new Door(registry.host())
              .through(trusting(List.of(), Optional.of(keys.resolve("ca.pem"))))
              .with("somebody", "secret");
      door.push().push(layout, door.to());
      assertThat(registry.repository("team/app").tags()).containsKey("1.0");
    }
  }

  @Test
  void trustsAFolderOfItsOwnHostAlone(@TempDir Path folder) throws Exception {
    var layout = new RegistryLayout(folder.resolve("image")).single(10);
    try (var registry = new FakeRegistry(tls)) {
      var certs = Files.createDirectories(folder.resolve("certs.d/" + registry.host()));
      Files.copy(keys.resolve("ca.pem"), certs.resolve("ca.crt"));
      var network = trusting(List.of(folder.resolve("certs.d")), Optional.empty());
      var door = new Door(registry.host()).through(network);
      door.push().push(layout, door.to());
      assertThat(registry.repository("team/app").tags()).containsKey("1.0");
      try (var other = new FakeRegistry(tls)) {
        var otherDoor = new Door(other.host()).through(network);
        assertThatExceptionOfType(RegistryException.class)
            .isThrownBy(otherDoor::open)
            .withMessageContaining("Name a PEM file");
      }
    }
  }

  @Test
  void saysThatTheCertificateIsForAnotherName() throws Exception {
    try (var registry = new FakeRegistry(tls)) {
      var door =
          new Door(registry.host().replace("127.0.0.1", "localhost"))
              .through(trusting(List.of(), Optional.of(keys.resolve("ca.pem"))));
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(door::open)
          .withMessageContaining(
              "the certificate is not for 'localhost', but for: 127.0.0.1, registry.example. Use");
    }
  }

  @Test
  void saysThatAFileHoldsNoCertificates(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("ca.pem"), "nothing");
    try (var registry = new FakeRegistry(tls)) {
      var door = new Door(registry.host()).through(trusting(List.of(), Optional.of(file)));
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(door::open)
          .withMessageContaining("'%s' holds no certificates", file);
    }
  }

  private static Network by(FakeProxy proxy, String login) {
    var url = "http://%s127.0.0.1:%d".formatted(login.isEmpty() ? "" : login + "@", proxy.port());
    return new Network(
        ProxyRules.of(Map.of("HTTPS_PROXY", url)),
        new TrustedCertificates(List.of(), Optional.of(keys.resolve("ca.pem")), Progress.silent()));
  }

  @Test
  void pushesThroughAProxyThatWantsToKnowUs(@TempDir Path folder) throws Exception {
    var layout = new RegistryLayout(folder).single(200_000);
    try (var registry = new FakeRegistry(tls);
        var proxy = FakeProxy.to(registry.host(), "me:s3cr3t")) {
      var door = new Door("registry.example").through(by(proxy, "me:s3cr3t"));
      door.push().push(layout, door.to());
      assertThat(registry.repository("team/app").tags()).containsKey("1.0");
      assertThat(proxy.requests()).contains("CONNECT registry.example:443 HTTP/1.1");
      assertThat(door.notes.lines).noneMatch(line -> line.contains("s3cr3t"));
    }
  }

  /** A token, an upload: whoever asks {@code HOST:443} is at times sent on to {@code HOST}. */
  @ParameterizedTest
  @CsvSource({"registry.example:443, registry.example", "registry.example, registry.example:443"})
  void keepsTheLoginWhereTheUsualPortIsLeftOut(String asked, String sentOn, @TempDir Path folder)
      throws Exception {
    var layout = new RegistryLayout(folder.resolve("image")).single(10);
    var certs = Files.createDirectories(folder.resolve("certs.d/" + asked));
    Files.copy(keys.resolve("ca.pem"), certs.resolve("ca.crt"));
    try (var registry = new FakeRegistry(tls).requireBasic("me", "s3cr3t");
        var proxy = FakeProxy.to(registry.host(), "")) {
      registry.misbehave(
          "POST .*",
          (request, real) -> {
            var answer = real.answer(request);
            var path = answer.headers().get("Location").replaceFirst("https?://[^/]*", "");
            return answer.with("Location", "https://" + sentOn + path);
          });
      var network =
          new Network(
              by(proxy, "").proxies(),
              trusting(List.of(folder.resolve("certs.d")), Optional.empty()).certificates());
      var door = new Door(asked).through(network).with("me", "s3cr3t");
      door.push().push(layout, door.to());
      assertThat(registry.repository("team/app").tags()).containsKey("1.0");
    }
  }

  @Test
  void saysThatTheProxyWantsAPassword(@TempDir Path folder) throws Exception {
    try (var registry = new FakeRegistry(tls);
        var proxy = FakeProxy.to(registry.host(), "me:s3cr3t")) {
      var door = new Door("registry.example").through(by(proxy, ""));
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(door::open)
          .withMessageContaining("refuses registry.example:443 (407)")
          .withMessageContaining(
              "The proxy wants a user and a password: write them into <proxies>");
    }
  }
}
