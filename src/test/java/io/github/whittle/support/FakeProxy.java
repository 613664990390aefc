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

/** A proxy on loopback that does one thing, whatever it is asked for. */
public final class FakeProxy implements AutoCloseable {
  private static final String ESTABLISHED = "HTTP/1.1 200 Connection established\r\n\r\n";

  private static final String WHO =
      "HTTP/1.1 407 Proxy Authentication Required\r\n"
          + "Proxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n";

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> clients = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Answer answer;

  /** What it does with a request. */
  private interface Answer {
    /**
     * Answers one request.
     *
     * @return whether another may follow on the same connection
     */
    boolean give(String head, Socket client) throws IOException;
  }

  private FakeProxy(Answer answer) throws IOException {
    this.answer = answer;
    daemon(this::accept);
  }

  /**
   * Lets everybody through to one place.
   *
   * @param to {@code host:port} that all tunnels end at
   * @param login {@code user:password} that it wants; empty for none
   */
  public static FakeProxy to(String to, String login) throws IOException {
    return new FakeProxy(
        (head, client) -> {
          if (admits(head, login)) {
            write(client, ESTABLISHED);
            tunnel(client, to);
            return false;
          }
          write(client, WHO);
          return true;
        });
  }

  /**
   * Asks one place for what it is asked for in plain HTTP.
   *
   * @param to {@code host:port} of that place
   * @param tunnel its answer to who wants a tunnel, and what follows in that
   * @param login {@code user:password} that it wants; empty for none
   */
  public static FakeProxy forwarding(String to, String tunnel, String login) throws IOException {
    return new FakeProxy(
        (head, client) -> {
          if (!admits(head, login)) {
            write(client, WHO);
            return true;
          }
          if (head.startsWith("CONNECT ")) {
            write(client, tunnel);
          } else {
            forward(head, client, to);
          }
          return false;
        });
  }

  private static void forward(String head, Socket client, String to) throws IOException {
    var parts = to.split(":");
    try (var target = new Socket(parts[0], Integer.parseInt(parts[1]))) {
      write(target, head.replaceFirst(" http://[^/]+/", " /"));
      daemon(() -> copy(target, client));
      client.getInputStream().transferTo(target.getOutputStream());
    }
  }

  /**
   * Lets nobody through.
   *
   * @param text head and body of its answer to every request; empty for none
   */
  public static FakeProxy saying(String text) throws IOException {
    return new FakeProxy(
        (head, client) -> {
          write(client, text);
          return true;
        });
  }

  /** Opens tunnels in which nobody answers. */
  public static FakeProxy toNobody() throws IOException {
    return new FakeProxy(
        (head, client) -> {
          write(client, ESTABLISHED);
          client.getInputStream().transferTo(OutputStream.nullOutputStream());
          return false;
        });
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
        var client = server.accept();
        clients.add(client);
        daemon(() -> serve(client));
      }
    } catch (IOException e) {
      return; // Closed.
    }
  }

  private void serve(Socket client) {
    try (client) {
      boolean more = true;
      while (more) {
        var head = head(client.getInputStream());
        requests.add(head.lines().findFirst().orElse(""));
        more = answer.give(head, client);
      }
    } catch (IOException e) {
      return; // The client is gone.
    }
  }

  private static boolean admits(String head, String login) {
    var expected = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    return login.isEmpty() || head.contains("Proxy-Authorization: Basic " + expected + "\r\n");
  }

  private static void tunnel(Socket client, String to) throws IOException {
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
    for (var client : clients) {
      client.close();
    }
  }
}
