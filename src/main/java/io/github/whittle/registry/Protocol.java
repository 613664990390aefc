package io.github.whittle.registry;

import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.http.SingleAttemptHttpClient;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.function.Consumer;

/** How one host is spoken to. */
enum Protocol {
  /** The certificate must be good. */
  TLS("https", false, false),
  /** Any certificate will do; should Jib fall back to plain HTTP, it sends no credentials. */
  UNVERIFIED_TLS("https", true, false),
  /** Credentials are sent, too. */
  PLAIN("http", true, true);

  private final String scheme;
  private final boolean insecure;
  private final boolean authorizationOverHttp;

  Protocol(String scheme, boolean insecure, boolean authorizationOverHttp) {
    this.scheme = scheme;
    this.insecure = insecure;
    this.authorizationOverHttp = authorizationOverHttp;
  }

  /**
   * What a URL of another host may be, for example of a token server.
   *
   * @param named whether the user named the host insecure
   */
  static Protocol of(URL url, boolean named) {
    boolean plain = url.getProtocol().equals("http");
    if (plain && (named || RegistryHost.parse(url.getAuthority()).loopback())) {
      return PLAIN;
    }
    return named ? UNVERIFIED_TLS : TLS;
  }

  /**
   * A client for one request.
   *
   * @param authority {@code host[:port]} that it is for
   */
  FailoverHttpClient client(HttpConnections connections, String authority, Consumer<LogEvent> log) {
    return new SingleAttemptHttpClient(
        insecure,
        authorizationOverHttp,
        log,
        () -> connections.verified(authority),
        connections::unverified);
  }

  /** Of hosts that name none. */
  int usualPort() {
    return this == PLAIN ? 80 : 443;
  }

  URL apply(URL url) throws MalformedURLException {
    return new URL(scheme, url.getHost(), url.getPort(), url.getFile());
  }
}
