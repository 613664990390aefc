package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.network.Network;
import io.github.whittle.network.ProxyRules;
import io.github.whittle.network.TrustedCertificates;
import io.github.whittle.support.FakeProxy;
import io.github.whittle.support.FakeRegistry;
import io.github.whittle.support.RegistryLayout;
import io.github.whittle.support.TextServer;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy that does not let us through is not taken for the registry. */
class ProxyTest {
  /** Within this the fake proxy itself reads and answers, also on a busy machine. */
  private static final Duration SOON = Duration.ofSeconds(1);

  /** Nobody else knows it: it is too long for that. */
  private static final String ITS_NAME = "x".repeat(64) + ".invalid:5000";

  @TempDir Path folder;

  private static Door through(FakeProxy proxy, String login) {
    var url = "http://%s127.0.0.1:%d".formatted(login, proxy.port());
    return new Door("registry.example")
        .through(
            new Network(
                ProxyRules.of(Map.of("HTTPS_PROXY", url)),
                new TrustedCertificates(List.of(), Optional.empty(), Progress.silent())));
  }

  private static void isTold(FakeProxy proxy, Door door, String reason, String cure) {
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(door::open)
        .withMessageStartingWith(
            "registry.example/team/app: cannot log in: the proxy 127.0.0.1:%d %s",
            proxy.port(), reason)
        .withMessageContaining(cure)
        .withMessageNotContaining("credentials");
  }

  @Test
  void isNotWaitedForIfItSaysNothing() throws IOException {
    try (var proxy = FakeProxy.saying("")) {
      var door = through(proxy, "").hasty(SOON);
      isTold(proxy, door, "does not answer. ", "that it reaches registry.example:443");
      assertThat(proxy.requests()).containsExactly("CONNECT registry.example:443 HTTP/1.1");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "403, '', 1, NO_PROXY",
    "404, '', 1, NO_PROXY",
    "407, '', 1, <proxies> of settings.xml",
    "407, me:wrong@, 2, does not take the user and the password from HTTPS_PROXY: correct",
    "502, '', 3, it reaches registry.example:443",
    "503, '', 3, it reaches registry.example:443"
  })
  void isToldIfItRefuses(int status, String login, int requests, String cure) throws IOException {
    var challenge = status == 407 ? "Proxy-Authenticate: Basic realm=\"p\"\r\n" : "";
    var answer = "HTTP/1.1 %d No\r\n%sContent-Length: 0\r\n\r\n".formatted(status, challenge);
    try (var proxy = FakeProxy.saying(answer)) {
      var reason = "refuses registry.example:443 (%d)".formatted(status);
      isTold(proxy, through(proxy, login), reason, cure);
      assertThat(proxy.requests()).hasSize(requests);
    }
  }

  private static Door insecureThrough(FakeProxy proxy, String... variables) {
    return insecureThrough(proxy, "", List.of(variables));
  }

  private static Door insecureThrough(FakeProxy proxy, String login, List<String> variables) {
    var url = "http://%s127.0.0.1:%d".formatted(login, proxy.port());
    var environment = variables.stream().collect(Collectors.toMap(v -> v, v -> url));
    return new Door(ITS_NAME)
        .insecure()
        .through(new Network(ProxyRules.of(environment), TrustedCertificates.none()));
  }

  private void pushes(Door door, FakeRegistry registry) throws Exception {
    door.push().push(new RegistryLayout(folder).single(200_000), door.to());
    assertThat(registry.repository("team/app").tags()).containsKey("1.0");
  }

  private static long tunnels(FakeProxy proxy) {
    return proxy.requests().stream().filter(line -> line.startsWith("CONNECT ")).count();
  }

  @Test
  void isAskedForPlainHttpThoughItIsNoneForTls() throws Exception {
    try (var registry = new FakeRegistry().requireBearer("somebody", "secret");
        var proxy = FakeProxy.forwarding(registry.host(), "", "")) {
      pushes(insecureThrough(proxy, "HTTP_PROXY").with("somebody", "secret"), registry);
      assertThat(tunnels(proxy)).isZero();
    }
  }

  @Test
  void isToldWhoWeAreInPlainHttp() throws Exception {
    try (var registry = new FakeRegistry();
        var proxy = FakeProxy.forwarding(registry.host(), "", "me:s3cr3t")) {
      pushes(insecureThrough(proxy, "me:s3cr3t@", List.of("HTTP_PROXY")), registry);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "me:wrong@, It does not take the user and the password from HTTP_PROXY: correct them there",
    "'', The proxy wants a user and a password: write them into <proxies> of settings.xml"
  })
  void isToldIfItRefusesWhoWeAreInPlainHttp(String login, String cure) throws IOException {
    try (var proxy = FakeProxy.forwarding("nobody:1", "", "me:s3cr3t")) {
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(insecureThrough(proxy, login, List.of("HTTP_PROXY"))::open)
          .withMessageContaining(
              "cannot connect: the proxy 127.0.0.1:%d refuses %s (407). %s",
              proxy.port(), ITS_NAME, cure);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 501 No\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 Yes\r\n\r\nHTTP/1.0 400 Bad Request\r\n\r\n"
      })
  void isAskedOnceForATunnelToARegistryThatSpeaksPlainHttp(String tunnel) throws Exception {
    try (var registry = new FakeRegistry();
        var proxy = FakeProxy.forwarding(registry.host(), tunnel, "")) {
      pushes(insecureThrough(proxy, "HTTP_PROXY", "HTTPS_PROXY"), registry);
      assertThat(tunnels(proxy)).isOne();
    }
  }

  @Test
  void isToldIfItRefusesTunnelsAndPlainHttp() throws IOException {
    try (var proxy = FakeProxy.saying("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")) {
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(insecureThrough(proxy, "HTTP_PROXY", "HTTPS_PROXY")::open)
          .withMessageContaining(
              "cannot connect: the proxy 127.0.0.1:%d refuses %s (403). Have it let us through",
              proxy.port(), ITS_NAME);
    }
  }

  @Test
  void doesNotHideThatNobodyKnowsTheHost() throws IOException {
    try (var proxy = FakeProxy.saying("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n")) {
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(insecureThrough(proxy, "HTTP_PROXY")::open)
          .withMessageContaining("cannot connect: the host is not known");
    }
  }

  @Test
  void isNotBlamedForWhatIsBehindIt() throws IOException {
    try (var proxy = FakeProxy.toNobody()) {
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(through(proxy, "").hasty(SOON)::open)
          .withMessageContaining("the registry does not answer");
    }
  }

  /** Named insecure, so that plain HTTP is tried; a password goes over it to this machine alone. */
  @Test
  void getsNoCredentialsWhereTheRegistryBehindItSpeaksPlainHttp() throws Exception {
    try (var noTls = new TextServer("HTTP/1.0 400 Bad Request\r\n\r\n");
        var tunnel = FakeProxy.to("127.0.0.1:" + noTls.port(), "");
        var plain =
            FakeProxy.saying(
                "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"r\"\r\n"
                    + "Content-Length: 0\r\n\r\n")) {
      var rules =
          ProxyRules.of(
              Map.of(
                  "HTTPS_PROXY", "http://127.0.0.1:" + tunnel.port(),
                  "HTTP_PROXY", "http://127.0.0.1:" + plain.port()));
      var door =
          new Door("registry.example")
              .insecure()
              .with("me", "s3cr3t")
              .through(new Network(rules, TrustedCertificates.none()));
      try (var transport = door.open()) {
        assertThatExceptionOfType(RegistryException.class)
            .isThrownBy(() -> transport.tagged("1.0"))
            .withMessage(
                "registry.example/team/app: cannot read the manifest 1.0: the registry wants"
                    + " credentials, which are not sent over plain HTTP. Let it speak TLS");
      }
    }
  }
}
