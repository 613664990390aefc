package io.github.whittle.registry;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A registry's place in the network.
 *
 * @param authority {@code host[:port]}, as in a URL
 * @param name the host alone, an IPv6 address without its brackets
 * @param port -1 if none is named
 */
record RegistryHost(String authority, String name, int port) {
  private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|.*:.*");

  static RegistryHost parse(String authority) {
    var uri = URI.create("https://" + authority);
    var name = uri.getHost() == null ? authority : uri.getHost().replaceAll("[\\[\\]]", "");
    return new RegistryHost(authority, name, uri.getPort());
  }

  /** Whether nobody else is on the way. No name but {@code localhost} is looked up for that. */
  boolean loopback() {
    if (!ADDRESS.matcher(name).matches()) {
      return name.equalsIgnoreCase("localhost");
    }
    try {
      return InetAddress.getByName(name).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  int portOr(int other) {
    return port < 0 ? other : port;
  }
}
