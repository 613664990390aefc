package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.support.FakeRegistry;
import io.github.whittle.support.RegistryLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                "SAN=ip:127.0.0.1",
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
          .withMessageContaining(
              "cannot log in: the registry's certificate is not trusted (unable to find valid certification path")
          .withMessageEndingWith("name it in <allowInsecureRegistries>");
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
}
