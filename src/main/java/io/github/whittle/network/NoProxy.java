package io.github.whittle.network;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Hosts that are reached without a proxy: this machine, and those that the rules name.
 *
 * @see <a href="https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config">how others read
 *     NO_PROXY</a>
 */
public final class NoProxy {
  private final List<Rule> rules;

  @FunctionalInterface
  private interface Rule {
    boolean matches(String host, int port);
  }

  private NoProxy(List<Rule> rules) {
    this.rules = rules;
  }

  static NoProxy of(List<String> names) {
    return new NoProxy(names.stream().map(NoProxy::named).toList());
  }

  /** With commas between: names with what is below them, addresses, networks, {@code *}. */
  static NoProxy ofEnvironment(String text) {
    return of(Stream.of(text.split("[,\\s]+")).filter(name -> !name.isEmpty()).toList());
  }

  /** With {@code |} between, as in Java and in Maven's settings: {@code *} stands for anything. */
  public static NoProxy ofPatterns(String text) {
    return new NoProxy(
        Stream.of(text.split("[|,]"))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .map(NoProxy::pattern)
            .toList());
  }

  private static Rule pattern(String text) {
    var regex =
        Pattern.compile(Pattern.quote(text.toLowerCase(Locale.ROOT)).replace("*", "\\E.*\\Q"));
    return (host, port) -> regex.matcher(host).matches();
  }

  private static Rule named(String text) {
    var name = text.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ".");
    if (name.equals("*")) {
      return (host, port) -> true;
    }
    if (name.contains("/")) {
      return network(name);
    }
    int colon = name.matches("[^:]+:[0-9]{1,5}") ? name.indexOf(':') : -1;
    var host = colon < 0 ? name : name.substring(0, colon);
    int only = colon < 0 ? -1 : Integer.parseInt(name.substring(colon + 1));
    return (other, port) -> (only < 0 || only == port) && isOrIsBelow(other, host);
  }

  /** {@code .example.com} means only what is below. */
  private static boolean isOrIsBelow(String host, String name) {
    return name.startsWith(".")
        ? host.endsWith(name)
        : host.equals(name) || host.endsWith("." + name) && !Address.isOne(name);
  }

  private static Rule network(String text) {
    var parts = text.split("/", 2);
    var network = address(parts[0]);
    if (network.length == 0 || !parts[1].matches("[0-9]{1,3}")) {
      return (host, port) -> false;
    }
    int bits = Integer.parseInt(parts[1]);
    return (host, port) -> isIn(address(host), network, bits);
  }

  private static boolean isIn(byte[] address, byte[] network, int bits) {
    if (address.length != network.length) {
      return false;
    }
    for (int bit = 0; bit < bits && bit < address.length * 8; bit++) {
      int mask = 0x80 >> (bit % 8);
      if (((address[bit / 8] ^ network[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Empty for a name: none is looked up. */
  private static byte[] address(String text) {
    return Address.of(text).map(InetAddress::getAddress).orElseGet(() -> new byte[0]);
  }

  boolean matches(String host, int port) {
    var name = host.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
    return isThisMachine(name) || rules.stream().anyMatch(rule -> rule.matches(name, port));
  }

  private static boolean isThisMachine(String host) {
    return host.equals("localhost") || host.endsWith(".localhost") || Address.isLoopback(host);
  }
}
