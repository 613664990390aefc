package io.github.whittle.support;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;

/** A server on loopback that says one thing in plain text, and hangs up, whatever it reads. */
public final class TextServer implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final byte[] text;

  public TextServer(String text) throws IOException {
    this.text = text.getBytes(StandardCharsets.US_ASCII);
    var thread = new Thread(this::serve, "text-server");
    thread.setDaemon(true);
    thread.start();
  }

  public int port() {
    return server.getLocalPort();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (var client = server.accept()) {
        client.getInputStream().read();
        client.getOutputStream().write(text);
        client.shutdownOutput();
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        continue; // The client is gone, or this server is.
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
