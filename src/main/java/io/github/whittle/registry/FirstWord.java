package io.github.whittle.registry;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Whether a host says anything at all: a firewall, or a host that hangs, takes connections and says
 * nothing. It is asked what is quickly answered, so that later answers may take their time.
 *
 * @param limit until it accepts a connection; then once more until it says a word of TLS, or for
 *     both together, twice, until it says a word of plain HTTP: some start only when they are asked
 */
record FirstWord(Duration limit) {
  private static final int HEAD_LIMIT = 8192;

  /**
   * Waits for any word of TLS. Whether what it says is good shows at the login.
   *
   * @throws SocketTimeoutException if it says nothing
   */
  void ofTls(RegistryHost host, int port) throws IOException {
    var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    var socket = connect(host, port);
    socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
    try (var tls = (SSLSocket) factory.createSocket(socket, host.name(), port, true)) {
      tls.startHandshake();
    } catch (SSLException | SocketException e) {
      return; // It spoke, or hung up.
    }
  }

  /**
   * The first lines of the answer, as far as they came before the host closed.
   *
   * @param request method and path
   * @throws SocketTimeoutException if it says nothing
   */
  String ofHttp(RegistryHost host, int port, String request) throws IOException {
    var first = hear(host, port, request);
    return (first.isPresent() ? first : hear(host, port, request))
        .orElseThrow(() -> new SocketTimeoutException("it says nothing"));
  }

  /** Empty if it takes the connection, and says nothing. */
  private Optional<String> hear(RegistryHost host, int port, String request) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    try (var socket = connect(host, port)) {
      socket.setSoTimeout((int) Math.max(1, (end - System.nanoTime()) / 1_000_000));
      var lines = "%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n";
      try {
        return Optional.of(ask(socket, lines.formatted(request, host.authority())));
      } catch (SocketTimeoutException e) {
        return Optional.empty();
      }
    }
  }

  private static String ask(Socket socket, String request) throws IOException {
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
  Socket connect(RegistryHost host, int port) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
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
