package io.github.whittle.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses among the names of hosts, IPv6 ones without brackets; no name is looked up. */
public final class Address {
  private static final Pattern FORM = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|.*:.*");

  private Address() {}

  static boolean isOne(String host) {
    return FORM.matcher(host).matches();
  }

  /** Nothing for a name. */
  static Optional<InetAddress> of(String host) {
    try {
      return isOne(host) ? Optional.of(InetAddress.getByName(host)) : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Whether a host is an address of this machine alone; {@code localhost} is a name. */
  public static boolean isLoopback(String host) {
    return of(host).filter(InetAddress::isLoopbackAddress).isPresent();
  }
}
