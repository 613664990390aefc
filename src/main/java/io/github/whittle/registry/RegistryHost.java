package io.github.whittle.registry;

import io.github.whittle.network.Address;
import java.net.URI;

/**
 * A registry's place in the network.
 *
 * @param authority {@code host[:port]}, as in a URL
 * @param name the host alone, an IPv6 address without its brackets
 * @param port -1 if none is named
 */
record RegistryHost(String authority, String name, int port) {
  static RegistryHost parse(String authority) {
    var uri = URI.create("https://" + authority);
    var name = uri.getHost() == null ? authority : uri.getHost().replaceAll("[\\[\\]]", "");
    return new RegistryHost(authority, name, uri.getPort());
  }

  /** Whether nobody else is on the way. No name but {@code localhost} is looked up for that. */
  boolean loopback() {
    return name.equalsIgnoreCase("localhost") || Address.isLoopback(name);
  }

  int portOr(int other) {
    return port < 0 ? other : port;
  }
}
