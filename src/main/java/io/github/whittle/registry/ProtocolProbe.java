package io.github.whittle.registry;

import io.github.whittle.network.HttpProxy;
import io.github.whittle.network.Network;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Finds out whether a registry answers, and where plain HTTP is allowed, whether it speaks that.
 *
 * <p>It asks in plain HTTP first and without credentials. Jib asks with TLS first, and waits 20 s
 * for servers that do not answer to that; every TLS server answers, or closes, when it reads text.
 */
final class ProtocolProbe {
  private static final int HTTPS = 443;
  private static final int HTTP = 80;
  private static final int TRIES = 3;
  private static final String ASK = "GET /v2/";
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}).*", Pattern.DOTALL);
  private static final Pattern TO_TLS =
      Pattern.compile(".*\r\nlocation: *https:.*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  private final FirstWord word;
  private final Patience patience;
  private final Network network;

  ProtocolProbe(Patience patience, Network network) {
    this.word = new FirstWord(patience.connect());
    this.patience = patience;
    this.network = network;
  }

  /**
   * Finds the protocol.
   *
   * @param named whether the user named the host insecure
   * @throws IOException if the registry does not answer
   */
  Protocol probe(RegistryHost host, boolean named) throws IOException {
    var tls = named ? Protocol.UNVERIFIED_TLS : Protocol.TLS;
    var proxy = network.proxies().proxy(true, host.name(), host.portOr(HTTPS));
    if (proxy.isPresent()) {
      connect(proxy.get());
    }
    if (named && (proxy.isPresent() || plainByProxy(host))) {
      return new ProxiedProbe(host, network, patience).probe();
    }
    if (proxy.isPresent()) {
      return tls;
    }
    if (!named && !host.loopback()) {
      word.ofTls(host, host.portOr(HTTPS));
      return tls;
    }
    return host.port() < 0 ? byPort(host, tls) : byAnswer(host, tls);
  }

  private boolean plainByProxy(RegistryHost host) {
    return network.proxies().proxy(false, host.name(), host.portOr(HTTP)).isPresent();
  }

  /** What is behind it shows when it is asked. */
  private void connect(HttpProxy proxy) throws IOException {
    try {
      word.connect(RegistryHost.parse(proxy.toString()), proxy.port()).close();
    } catch (UnknownHostException e) {
      throw ProxyException.unknown(proxy.toString(), e);
    } catch (IOException e) {
      throw new ConnectException("the proxy %s: %s".formatted(proxy, e.getMessage()));
    }
  }

  private Protocol byPort(RegistryHost host, Protocol tls) throws IOException {
    try {
      word.ofTls(host, HTTPS);
      return tls;
    } catch (ConnectException e) {
      word.ofHttp(host, HTTP, ASK);
      return Protocol.PLAIN;
    }
  }

  private Protocol byAnswer(RegistryHost host, Protocol tls) throws IOException {
    var head = "";
    // A connection that dropped is no answer: only who never gives one may speak TLS.
    for (int tries = 1; tries <= TRIES && head.isEmpty(); tries++) {
      pause(tries);
      head = word.ofHttp(host, host.port(), ASK);
    }
    return speaksHttp(head) ? Protocol.PLAIN : tls;
  }

  private void pause(int tries) throws IOException {
    try {
      if (tries > 1) {
        patience.pause().before(tries, Duration.ZERO);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** A TLS server answers text with 400, with a redirection, with an alert, or with nothing. */
  private static boolean speaksHttp(String head) {
    var status = STATUS.matcher(head);
    return status.matches() && !status.group(1).equals("400") && !TO_TLS.matcher(head).matches();
  }
}
