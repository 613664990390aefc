package io.github.whittle.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.credentials.Credentials;
import io.github.whittle.network.HttpProxy;
import io.github.whittle.network.ProxyRules;
import io.github.whittle.support.RecordedProgress;
import io.github.whittle.user.InvalidInputException;
import java.util.Optional;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Settings;
import org.junit.jupiter.api.Test;

class SettingsProxiesTest {
  private final Settings settings = new Settings();
  private final RecordedProgress progress = new RecordedProgress();

  private Proxy proxy(String protocol, String host) {
    var proxy = new Proxy();
    proxy.setId(host);
    proxy.setProtocol(protocol);
    proxy.setHost(host);
    proxy.setPort(3128);
    settings.addProxy(proxy);
    return proxy;
  }

  private ProxyRules rules() {
    return new SettingsProxies(settings, TestDecrypter::new, progress).rules();
  }

  private Optional<String> way(boolean tls, String host) {
    return rules().proxy(tls, host, -1).map(HttpProxy::toString);
  }

  @Test
  void takesEachForItsProtocol() {
    proxy("http", "plain.example");
    proxy("https", "tls.example");
    assertThat(way(true, "r.example")).contains("tls.example:3128");
    assertThat(way(false, "r.example")).contains("plain.example:3128");
  }

  @Test
  void takesTheOneForHttpForAll() {
    proxy("http", "plain.example");
    assertThat(way(true, "r.example")).contains("plain.example:3128");
  }

  @Test
  void takesNoneThatIsNotActive() {
    proxy("https", "tls.example").setActive(false);
    assertThat(way(true, "r.example")).isEmpty();
  }

  @Test
  void goesPastItWhereTheSettingsSaySo() {
    proxy("https", "tls.example").setNonProxyHosts("*.inside.example|r.example");
    assertThat(way(true, "r.example")).isEmpty();
    assertThat(way(true, "a.inside.example")).isEmpty();
    assertThat(way(true, "127.0.0.1")).isEmpty();
    assertThat(way(true, "other.example")).contains("tls.example:3128");
  }

  @Test
  void decryptsThePassword() {
    var proxy = proxy("https", "tls.example");
    proxy.setUsername("me");
    proxy.setPassword("{p}");
    assertThat(rules().https().orElseThrow().login())
        .contains(new Credentials("me", "p", "<proxies> of settings.xml"));
  }

  @Test
  void saysThatAPasswordCannotBeDecrypted() {
    var proxy = proxy("https", "tls.example");
    proxy.setUsername("me");
    proxy.setPassword("{broken}");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(this::rules)
        .withMessageContaining("the password of <proxy><id>tls.example</id> cannot be decrypted")
        .withMessageNotContaining("broken");
  }

  @Test
  void usesAPlainPasswordWithBracesAsItIs() {
    var proxy = proxy("https", "tls.example");
    proxy.setUsername("me");
    proxy.setPassword("a{b}c");
    assertThat(rules().https().orElseThrow().login())
        .contains(new Credentials("me", "a{b}c", "<proxies> of settings.xml"));
    assertThat(progress.toString()).contains("the password of <proxy><id>tls.example</id>");
  }
}
