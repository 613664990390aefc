package io.github.whittle.network;

/**
 * How hosts are reached.
 *
 * @param proxies by which
 * @param certificates whom to trust beside those that the JDK trusts
 */
public record Network(ProxyRules proxies, TrustedCertificates certificates) {
  /** Directly, and with the JDK's trust alone. */
  public static Network direct() {
    return new Network(ProxyRules.none(), TrustedCertificates.none());
  }
}
