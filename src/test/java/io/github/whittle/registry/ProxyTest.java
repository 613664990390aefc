package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.network.Network;
import io.github.whittle.network.ProxyRules;
import io.github.whittle.network.TrustedCertificates;
import io.github.whittle.support.FakeProxy;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A proxy that does not let us through is not taken for the registry. */
class ProxyTest {
  /** Within this the fake proxy itself reads and answers, also on a busy machine. */
  private static final Duration SOON = Duration.ofSeconds(1);

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
    "407, me:wrong@, 2, <proxies> of settings.xml",
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

  @Test
  void isNotBlamedForWhatIsBehindIt() throws IOException {
    try (var proxy = FakeProxy.toNobody()) {
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(through(proxy, "").hasty(SOON)::open)
          .withMessageContaining("the registry does not answer");
    }
  }
}
