package io.github.whittle.registry;

import io.github.whittle.network.Address;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A registry's place in the network.
 *
 * @param authority {@code host[:port]}, as in a URL
 * @param name the host alone, an IPv6 address without its brackets
 * @param port -1 if none is named
 */
record RegistryHost(String authority, String name, int port) {
  /** Not {@link java.net.URI}'s, which knows no name with {@code _}. */
  private static final Pattern PARTS =
      Pattern.compile("(?:[^@]*@)?(?<name>\\[.*]|[^:@]*)(?::(?<port>[0-9]{1,5}))?");

  static RegistryHost parse(String authority) {
    var parts = PARTS.matcher(authority);
    if (!parts.matches()) {
      return new RegistryHost(authority, authority, -1);
    }
    var port = Optional.ofNullable(parts.group("port")).map(Integer::valueOf);
    return new RegistryHost(
        authority, parts.group("name").replaceAll("[\\[\\]]", ""), port.orElse(-1));
  }

  /** Where a URL leads; its port is named, also if it is the usual one of the scheme. */
  static RegistryHost of(URL url) {
    int port = url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
    return parse(url.getHost() + ":" + port);
  }

  /**
   * Whether a URL leads here: registries write the usual port of a scheme, or leave it out, however
   * they are called.
   *
   * @param usual our port, if none is named
   */
  boolean isOf(URL url, int usual) {
    var other = of(url);
    return url.getAuthority().equalsIgnoreCase(authority)
        || other.name().equalsIgnoreCase(name) && other.port() == portOr(usual);
  }

  /** A URL that leads here, with this authority. */
  URL named(URL url) throws MalformedURLException {
    return new URL(url.getProtocol(), url.getHost(), port, url.getFile());
  }

  /** Whether nobody else is on the way. No name but {@code localhost} is looked up for that. */
  boolean loopback() {
    return name.equalsIgnoreCase("localhost") || Address.isLoopback(name);
  }

  int portOr(int other) {
    return port < 0 ? other : port;
  }
}
