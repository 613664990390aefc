package io.github.whittle.network;

import io.github.whittle.credentials.Credentials;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * By which proxy a host is reached; this machine itself always directly.
 *
 * @param http for plain HTTP
 * @param https for TLS
 * @param direct what is reached without
 */
public record ProxyRules(Optional<HttpProxy> http, Optional<HttpProxy> https, NoProxy direct) {
  public static ProxyRules none() {
    return new ProxyRules(Optional.empty(), Optional.empty(), NoProxy.of(List.of()));
  }

  /**
   * The first that names any proxy; several are never mixed, and what is not needed is not read.
   */
  public static ProxyRules firstOf(List<Supplier<ProxyRules>> all) {
    return all.stream()
        .map(Supplier::get)
        .filter(rules -> !rules.isEmpty())
        .findFirst()
        .orElseGet(ProxyRules::none);
  }

  /**
   * {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY}, in capitals or
   * not.
   *
   * @throws io.github.whittle.user.InvalidInputException if one cannot be read
   */
  public static ProxyRules of(Map<String, String> environment) {
    // Often a SOCKS proxy of the desktop: it is not read where nobody needs it.
    Supplier<Optional<HttpProxy>> all = () -> variable("ALL_PROXY", environment);
    return new ProxyRules(
        variable("HTTP_PROXY", environment).or(all),
        variable("HTTPS_PROXY", environment).or(all),
        NoProxy.ofEnvironment(text("NO_PROXY", environment)));
  }

  /** Java's own {@code https.proxyHost} and the like. */
  public static ProxyRules of(Properties system) {
    return new ProxyRules(
        property("http", system),
        property("https", system),
        NoProxy.ofPatterns(system.getProperty("http.nonProxyHosts", "")));
  }

  private static Optional<HttpProxy> variable(String name, Map<String, String> environment) {
    var text = text(name, environment);
    return text.isBlank() ? Optional.empty() : Optional.of(HttpProxy.parse(text.strip(), name));
  }

  private static String text(String name, Map<String, String> environment) {
    var lower = environment.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    return lower.isEmpty() ? environment.getOrDefault(name, "") : lower;
  }

  private static Optional<HttpProxy> property(String scheme, Properties system) {
    var host = system.getProperty(scheme + ".proxyHost", "");
    if (host.isEmpty()) {
      return Optional.empty();
    }
    int usual = scheme.equals("http") ? 80 : 443;
    var user = Optional.ofNullable(system.getProperty(scheme + ".proxyUser"));
    return Optional.of(
        new HttpProxy(
            host,
            port(system.getProperty(scheme + ".proxyPort", ""), usual),
            user.map(
                u ->
                    new Credentials(
                        u,
                        system.getProperty(scheme + ".proxyPassword", ""),
                        "-D%s.proxyUser".formatted(scheme)))));
  }

  private static int port(String text, int usual) {
    return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : usual;
  }

  private boolean isEmpty() {
    return http.isEmpty() && https.isEmpty();
  }

  /**
   * The proxy for a host; nothing if it is reached directly.
   *
   * @param port -1 for the usual one
   */
  public Optional<HttpProxy> proxy(boolean tls, String host, int port) {
    int usual = tls ? 443 : 80;
    return (tls ? https : http).filter(proxy -> !direct.matches(host, port < 0 ? usual : port));
  }
}
