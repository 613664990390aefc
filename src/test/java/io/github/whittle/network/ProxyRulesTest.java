package io.github.whittle.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.credentials.Credentials;
import io.github.whittle.user.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyRulesTest {
  private static Optional<HttpProxy> https(ProxyRules rules, String host) {
    return rules.proxy(true, host, -1);
  }

  @Test
  void readsTheEnvironment() {
    var rules =
        ProxyRules.of(
            Map.of("https_proxy", "http://me:p%40ss+1@p.example:8080", "HTTP_PROXY", "q.example"));
    assertThat(https(rules, "r.example"))
        .contains(
            new HttpProxy(
                "p.example", 8080, Optional.of(new Credentials("me", "p@ss+1", "HTTPS_PROXY"))));
    assertThat(rules.proxy(false, "r.example", 80))
        .contains(new HttpProxy("q.example", 3128, Optional.empty()));
    assertThat(rules.toString()).doesNotContain("p@ss", "p%40ss");
  }

  @Test
  void takesOneForEverything() {
    var rules = ProxyRules.of(Map.of("ALL_PROXY", "http://p.example", "NO_PROXY", ".r.example"));
    assertThat(https(rules, "s.example")).map(HttpProxy::port).contains(80);
    assertThat(https(rules, "a.r.example")).isEmpty();
  }

  @Test
  void readsTheOneForEverythingOnlyWhereItIsNeeded() {
    var rules =
        ProxyRules.of(
            Map.of(
                "HTTPS_PROXY", "http://proxy:1",
                "HTTP_PROXY", "http://proxy:2",
                "ALL_PROXY", "socks5://proxy:3",
                "NO_PROXY", "other:99999999999"));
    assertThat(https(rules, "r.example")).map(HttpProxy::port).contains(1);
  }

  @Test
  void readsWhatJavaIsToldAndAsksNobodyElseThen() {
    var system = new Properties();
    system.setProperty("https.proxyHost", "java.example");
    system.setProperty("http.nonProxyHosts", "*.inside.example|other");
    var rules =
        ProxyRules.firstOf(
            List.of(
                () -> ProxyRules.of(system),
                () -> ProxyRules.of(Map.of("HTTPS_PROXY", "socks5://env.example"))));
    assertThat(https(rules, "r.example")).map(HttpProxy::toString).contains("java.example:443");
    assertThat(https(rules, "r.inside.example")).isEmpty();
    assertThat(https(rules, "other")).isEmpty();
    assertThat(https(rules, "another")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"localhost", "127.0.0.1", "127.1.2.3", "[::1]", "a.localhost"})
  void reachesThisMachineDirectly(String host) {
    assertThat(https(ProxyRules.of(Map.of("HTTPS_PROXY", "p.example")), host)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "r.example | r.example | true",
        "r.example | a.R.example | true",
        "r.example | ar.example | false",
        ".r.example | r.example | false",
        ".r.example | a.r.example | true",
        "*.r.example | a.r.example | true",
        "a.example,r.example | r.example | true",
        "* | r.example | true",
        "10.0.0.0/8 | 10.1.2.3 | true",
        "10.0.0.0/8 | 11.1.2.3 | false",
        "10.0.0.0/8 | ten.example | false",
        "10.1.2.3 | 10.1.2.3 | true",
        "fd00::/16 | [fd00::1] | true",
        "r.example:5000 | r.example | false",
        "x/y | r.example | false",
      })
  void knowsWhatNeedsNone(String noProxy, String host, boolean direct) {
    var rules = ProxyRules.of(Map.of("HTTPS_PROXY", "p.example", "NO_PROXY", noProxy));
    assertThat(https(rules, host).isEmpty()).isEqualTo(direct);
  }

  @Test
  void knowsAPortThatNeedsNone() {
    var rules = ProxyRules.of(Map.of("HTTPS_PROXY", "p.example", "NO_PROXY", "r.example:5000"));
    assertThat(rules.proxy(true, "r.example", 5000)).isEmpty();
    assertThat(rules.proxy(true, "r.example", 5001)).isPresent();
  }

  @Test
  void knowsTheUsualPortWhereNoneIsNamed() {
    var rules =
        ProxyRules.of(
            Map.of("ALL_PROXY", "p.example", "NO_PROXY", "r.example:443, plain.example:80"));
    assertThat(rules.proxy(true, "r.example", -1)).isEmpty();
    assertThat(rules.proxy(false, "r.example", -1)).isPresent();
    assertThat(rules.proxy(false, "plain.example", -1)).isEmpty();
    assertThat(rules.proxy(true, "plain.example", -1)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "my_proxy, my_proxy:3128",
    "http://me:x@my_proxy, my_proxy:80",
    "http://my_proxy:8080/, my_proxy:8080",
    "http://[fd00::1]:8080, [fd00::1]:8080",
    "http://p.example:, p.example:80"
  })
  void takesNamesThatNetworksOfContainersHave(String text, String proxy) {
    assertThat(https(ProxyRules.of(Map.of("HTTPS_PROXY", text)), "r.example"))
        .map(HttpProxy::toString)
        .contains(proxy);
  }

  @ParameterizedTest
  @CsvSource({
    "socks5://me:s3cr3t@p.example",
    "http://me:s3cr3t@",
    "http://me:s3 cr3t@p",
    "http://me:s3cr3t@p:65536",
    "http://me:s3@cr3t@p"
  })
  void refusesWhatIsNoProxyAndRepeatsNothing(String text) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> ProxyRules.of(Map.of("HTTPS_PROXY", text)))
        .withMessage(
            "HTTPS_PROXY is not a proxy that we can use; write http://[user:password@]host:port")
        .withNoCause();
  }
}
