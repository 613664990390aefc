package io.github.whittle.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy on loopback that tunnels everything to one place, whatever it is asked for. */
public final class FakeProxy implements AutoCloseable {
  private final ServerSocket server;
  private final String to;
  private final String login;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /**
   * @param to {@code host:port} that all tunnels end at
   * @param login {@code user:password} that it wants; empty for none
   */
  public FakeProxy(String to, String login) throws IOException {
    this.to = to;
    this.login = login;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** The first lines of all requests, in order. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private void accept() {
    try {
      while (true) {
        var socket = server.accept();
        daemon(() -> serve(socket));
      }
    } catch (IOException e) {
      return; // Closed.
    }
  }

  private void serve(Socket client) {
    try (client) {
      while (true) {
        var head = head(client.getInputStream());
        requests.add(head.lines().findFirst().orElse(""));
        if (admits(head)) {
          write(client, "HTTP/1.1 200 Connection established\r\n\r\n");
          tunnel(client);
          return;
        }
        write(
            client,
            "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"\r\n"
                + "Content-Length: 0\r\n\r\n");
      }
    } catch (IOException e) {
      return; // The client is gone.
    }
  }

  private boolean admits(String head) {
    var expected = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    return login.isEmpty() || head.contains("Proxy-Authorization: Basic " + expected + "\r\n");
  }

  private void tunnel(Socket client) throws IOException {
    var parts = to.split(":");
    try (var target = new Socket(parts[0], Integer.parseInt(parts[1]))) {
      daemon(() -> copy(target, client));
      client.getInputStream().transferTo(target.getOutputStream());
    }
  }

  private static void copy(Socket from, Socket to) {
    try (to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      return; // One of them is gone.
    }
  }

  private static void write(Socket client, String text) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("gone");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static void daemon(Runnable work) {
    var thread = new Thread(work, "fake-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
