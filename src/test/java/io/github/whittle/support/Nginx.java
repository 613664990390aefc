package io.github.whittle.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real nginx, with the servers of a test, on ports of this machine that were free. */
public final class Nginx implements AutoCloseable {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final Process process;
  private final Path config;
  private final Path log;

  private Nginx(Process process, Path config, Path log) {
    this.process = process;
    this.config = config;
    this.log = log;
  }

  /** A port for one of its servers. */
  public static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  /**
   * Starts it, and waits until it answers.
   *
   * @param folder for its configuration, its log and what it puts by
   * @param port one that it listens to
   * @param http what is in the section {@code http}; the log has of each request what is in the
   *     variable {@code $note}, then status and first line
   */
  public static Nginx start(Path folder, int port, String http) throws IOException {
    Files.createDirectories(folder);
    var config = Files.writeString(folder.resolve("nginx.conf"), configuration(folder, http));
    var process =
        new ProcessBuilder(Tool.named("nginx").path(), "-c", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    var started = new Nginx(process, config, folder.resolve("access.log"));
    started.await(port, folder);
    return started;
  }

  private static String configuration(Path folder, String http) {
    return """
        daemon off;
        user root;
        pid '%1$s/pid';
        error_log '%1$s/error.log';
        worker_shutdown_timeout 1ms;
        events {}
        http {
          client_body_temp_path '%1$s/body';
          proxy_temp_path '%1$s/proxy';
          fastcgi_temp_path '%1$s/fastcgi';
          uwsgi_temp_path '%1$s/uwsgi';
          scgi_temp_path '%1$s/scgi';
          log_format noted '$note $status $request';
          access_log '%1$s/access.log' noted;
          client_max_body_size 0;
          proxy_http_version 1.1;
          proxy_request_buffering off;
          proxy_set_header Host $http_host;
        %2$s
        }
        """
        .formatted(folder, http);
  }

  private void await(int port, Path folder) throws IOException {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (process.isAlive() && System.nanoTime() < end) {
      try {
        new Socket("127.0.0.1", port).close();
        return;
      } catch (IOException e) {
        pause();
      }
    }
    process.destroy();
    throw new AssertionError(
        "nginx does not answer:\n" + Files.readString(folder.resolve("output")));
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for nginx", e);
    }
  }

  /** Begins anew with other workers: every connection that is open breaks off. */
  public void reload() {
    Tool.named("nginx").run("-c", config.toString(), "-s", "reload");
  }

  /** The requests so far that match. */
  public List<String> requests(String regex) throws IOException {
    return Files.readAllLines(log).stream().filter(line -> line.matches(regex)).toList();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
