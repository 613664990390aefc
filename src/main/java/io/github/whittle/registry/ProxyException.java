package io.github.whittle.registry;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Optional;

/** A proxy does not let us through to a registry. */
final class ProxyException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String cure;
  private final boolean mayPass;

  private ProxyException(String reason, String cure, boolean mayPass, IOException cause) {
    super(reason, cause);
    this.cure = cure;
    this.mayPass = mayPass;
  }

  /**
   * @param target {@code host:port} that it was asked for
   */
  static ProxyException silent(String proxy, String target, IOException cause) {
    return new ProxyException(
        "the proxy %s does not answer".formatted(proxy), reaches(target), false, cause);
  }

  /**
   * @param proxy {@code host:port} that was never reached
   */
  static ProxyException unknown(String proxy, UnknownHostException cause) {
    return new ProxyException(
        "nobody knows the proxy " + proxy,
        "Check its name in <proxies> of settings.xml, or in HTTPS_PROXY and HTTP_PROXY",
        false,
        cause);
  }

  /**
   * @param status of its answer, but 407
   */
  static ProxyException refused(String proxy, String target, int status) {
    boolean mayPass = status == 429 || status >= 500;
    return new ProxyException(
        refuses(proxy, target, status), mayPass ? reaches(target) : cure(target), mayPass, null);
  }

  private static String reaches(String target) {
    return "Check that it is running, and that it reaches " + target;
  }

  private static String cure(String target) {
    return "Have it let us through to %s, or, if no proxy is needed there, write the host into NO_PROXY, or into <nonProxyHosts> of settings.xml"
        .formatted(target);
  }

  /** It answers 407. */
  static ProxyException wantsLogin(String proxy, String target, Optional<ProxyLogin> shown) {
    var cure =
        shown
            .map(login -> "It does not take the user and the password from " + login.origin())
            .map(words -> words + ": correct them there")
            .orElse(
                "The proxy wants a user and a password: write them into <proxies> of settings.xml,"
                    + " or into HTTPS_PROXY");
    return new ProxyException(refuses(proxy, target, 407), cure, false, null);
  }

  private static String refuses(String proxy, String target, int status) {
    return "the proxy %s refuses %s (%s)".formatted(proxy, target, status);
  }

  Fault fault() {
    return mayPass
        ? Fault.passing(getMessage(), cure, getCause())
        : Fault.lasting(getMessage(), cure, getCause());
  }
}
