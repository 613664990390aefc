package io.github.whittle.sandbox;

import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URL;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A port of this machine that a program is to open.
 *
 * @param http a path that is asked for there
 */
public record Server(int port, Optional<String> http) {
  private static final int PAUSE_MILLIS = 50;
  private static final int ANSWER_MILLIS = 10_000;
  private static final int FIRST_ERROR = 400;

  /**
   * @throws InvalidInputException if something listens there already
   */
  public void checkFree() {
    if (isOpen()) {
      throw new InvalidInputException(
          "something listens on port %s of this machine already, and would be taken for the image; end it, or take another <port>"
              .formatted(port));
    }
  }

  private boolean isOpen() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Waits until the port answers; says what is wrong. */
  Optional<String> await(BooleanSupplier over, Duration limit) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    var wrong = wrong();
    while (wrong.isPresent() && !over.getAsBoolean() && System.nanoTime() < end) {
      pause();
      wrong = wrong();
    }
    return wrong;
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private Optional<String> wrong() {
    if (http.isEmpty()) {
      return isOpen() ? Optional.empty() : Optional.of("port %s was not opened".formatted(port));
    }
    try {
      int status = status(new URL("http", "127.0.0.1", port, http.get()));
      return status < FIRST_ERROR
          ? Optional.empty()
          : Optional.of(
              "http://localhost:%s%s answered with status %s".formatted(port, http.get(), status));
    } catch (IOException e) {
      return Optional.of(
          "http://localhost:%s%s did not answer: %s".formatted(port, http.get(), e.getMessage()));
    }
  }

  private static int status(URL url) throws IOException {
    var connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(ANSWER_MILLIS);
    connection.setReadTimeout(ANSWER_MILLIS);
    connection.setInstanceFollowRedirects(false);
    try {
      int status = connection.getResponseCode();
      var body = status < FIRST_ERROR ? connection.getInputStream() : null;
      if (body != null) {
        body.readAllBytes();
      }
      return status;
    } finally {
      connection.disconnect();
    }
  }
}
