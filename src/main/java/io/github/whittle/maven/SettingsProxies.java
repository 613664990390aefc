package io.github.whittle.maven;

import io.github.whittle.credentials.Credentials;
import io.github.whittle.network.HttpProxy;
import io.github.whittle.network.NoProxy;
import io.github.whittle.network.ProxyRules;
import io.github.whittle.user.Progress;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** The active {@code <proxy>}s of settings.xml; one for http serves https too, as for Maven. */
public record SettingsProxies(Settings settings, SettingsDecrypter decrypter, Progress progress) {
  public ProxyRules rules() {
    var http = active("http");
    var https = active("https").or(() -> http);
    return new ProxyRules(
        http.map(this::proxy),
        https.map(this::proxy),
        NoProxy.ofPatterns(
            https.or(() -> http).stream()
                .map(Proxy::getNonProxyHosts)
                .filter(Objects::nonNull)
                .collect(Collectors.joining())));
  }

  private Optional<Proxy> active(String protocol) {
    return settings.getProxies().stream()
        .filter(proxy -> proxy.isActive() && protocol.equalsIgnoreCase(proxy.getProtocol()))
        .findFirst();
  }

  private HttpProxy proxy(Proxy proxy) {
    return new HttpProxy(proxy.getHost(), proxy.getPort(), login(proxy));
  }

  private Optional<Credentials> login(Proxy proxy) {
    if (proxy.getUsername() == null || proxy.getUsername().isEmpty()) {
      return Optional.empty();
    }
    var result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(proxy));
    new PlainPassword(
            String.valueOf(proxy.getPassword()), "<proxy><id>%s</id>".formatted(proxy.getId()))
        .check(result, progress);
    var decrypted = result.getProxy();
    return Optional.of(
        new Credentials(
            decrypted.getUsername(),
            Objects.requireNonNullElse(decrypted.getPassword(), ""),
            "<proxies> of settings.xml"));
  }
}
