package io.github.whittle.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy on loopback that gives one answer to every request, and lets nobody through. */
public final class TalkingProxy implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> clients = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final byte[] answer;

  /**
   * @param answer head and body; empty for none
   */
  public TalkingProxy(String answer) throws IOException {
    this.answer = answer.getBytes(StandardCharsets.US_ASCII);
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
        var client = server.accept();
        clients.add(client);
        daemon(() -> serve(client));
      }
    } catch (IOException e) {
      return; // Closed.
    }
  }

  private void serve(Socket client) {
    try {
      var lines =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("CONNECT ")) {
          requests.add(line);
        } else if (line.isEmpty()) {
          client.getOutputStream().write(answer);
        }
      }
    } catch (IOException e) {
      return; // The client is gone.
    }
  }

  private static void daemon(Runnable work) {
    var thread = new Thread(work, "talking-proxy");
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
