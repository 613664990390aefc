package io.github.whittle.registry;

import io.github.whittle.network.HttpProxy;
import io.github.whittle.network.ProxyRules;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

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
  private static final int HEAD_LIMIT = 8192;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}).*", Pattern.DOTALL);
  private static final Pattern TO_TLS =
      Pattern.compile(".*\r\nlocation: *https:.*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  private final Duration connect;
  private final Duration answer;
  private final Patience.Pause pause;
  private final ProxyRules proxies;

  ProtocolProbe(Patience patience, ProxyRules proxies) {
    this.connect = patience.connect();
    this.answer = patience.answer();
    this.pause = patience.pause();
    this.proxies = proxies;
  }

  /**
   * Finds the protocol.
   *
   * @param named whether the user named the host insecure
   * @throws IOException if the registry does not answer
   */
  Protocol probe(RegistryHost host, boolean named) throws IOException {
    var tls = named ? Protocol.UNVERIFIED_TLS : Protocol.TLS;
    var proxy = proxies.proxy(true, host.name(), host.portOr(HTTPS));
    if (proxy.isPresent()) {
      connect(proxy.get());
      return tls;
    }
    if (!named && !host.loopback()) {
      greet(connect(host, host.portOr(HTTPS)), host);
      return tls;
    }
    return host.port() < 0 ? byPort(host, tls) : byAnswer(host, tls);
  }

  /**
   * Waits for any word of TLS: a firewall, or a host that hangs, takes connections and says
   * nothing. Whether what it says is good shows at the login.
   */
  private void greet(Socket socket, RegistryHost host) throws IOException {
    socket.setSoTimeout(Math.toIntExact(connect.toMillis()));
    var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (var tls =
        (SSLSocket) factory.createSocket(socket, host.name(), host.portOr(HTTPS), true)) {
      tls.startHandshake();
    } catch (SSLException | SocketException e) {
      return; // It spoke, or hung up.
    }
  }

  /** What is behind it shows when it is asked. */
  private void connect(HttpProxy proxy) throws IOException {
    try {
      connect(RegistryHost.parse(proxy.toString()), proxy.port()).close();
    } catch (IOException e) {
      throw new ConnectException(
          "the proxy %s: %s"
              .formatted(
                  proxy, e instanceof UnknownHostException ? "no such host" : e.getMessage()));
    }
  }

  private Protocol byPort(RegistryHost host, Protocol tls) throws IOException {
    try {
      connect(host, HTTPS).close();
      return tls;
    } catch (ConnectException e) {
      connect(host, HTTP).close();
      return Protocol.PLAIN;
    }
  }

  private Protocol byAnswer(RegistryHost host, Protocol tls) throws IOException {
    var head = "";
    // A connection that dropped is no answer: only who never gives one may speak TLS.
    for (int tries = 1; tries <= TRIES && head.isEmpty(); tries++) {
      pause(tries);
      try (var socket = connect(host, host.port())) {
        socket.setSoTimeout(Math.toIntExact(answer.toMillis()));
        head = ask(socket, host);
      }
    }
    return speaksHttp(head) ? Protocol.PLAIN : tls;
  }

  private void pause(int tries) throws IOException {
    try {
      if (tries > 1) {
        pause.before(tries, Duration.ZERO);
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

  /** The first lines of the answer, as far as they came before the server closed. */
  private static String ask(Socket socket, RegistryHost host) throws IOException {
    var request =
        "GET /v2/ HTTP/1.1\r\nHost: " + host.authority() + "\r\nConnection: close\r\n\r\n";
    var head = new StringBuilder();
    try {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var in = new BufferedInputStream(socket.getInputStream());
      while (mayBeHttp(head)) {
        int next = in.read();
        if (next < 0) {
          break;
        }
        head.append((char) next);
      }
    } catch (SocketException e) {
      return head.toString(); // Closed by a reset: what came before decides.
    }
    return head.toString();
  }

  private static boolean mayBeHttp(StringBuilder head) {
    boolean begun = "HTTP/1.".startsWith(head.substring(0, Math.min(head.length(), 7)));
    return begun && head.length() < HEAD_LIMIT && head.indexOf("\r\n\r\n") < 0;
  }

  /** Tries each address of the host within the one limit. */
  private Socket connect(RegistryHost host, int port) throws IOException {
    long end = System.nanoTime() + connect.toNanos();
    IOException failure = null;
    for (var address : InetAddress.getAllByName(host.name())) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      var socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(address, port), (int) left);
        return socket;
      } catch (IOException e) {
        socket.close();
        failure = e;
      }
    }
    throw failure == null ? new SocketTimeoutException("connect timed out") : failure;
  }
}
