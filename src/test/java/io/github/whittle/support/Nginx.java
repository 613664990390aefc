package io.github.whittle.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The real nginx, with the servers of a test, on ports of this machine that were free. */
public final class Nginx implements AutoCloseable {
  private final Tool nginx;
  private final Service service;
  private final Path log;

  private Nginx(Tool nginx, Service service, Path log) {
    this.nginx = nginx;
    this.service = service;
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
    var nginx = Tool.named("nginx").with("-c", config.toString());
    var service = Service.start(nginx, folder.resolve("output"));
    service.await(() -> answer(port));
    return new Nginx(nginx, service, folder.resolve("access.log"));
  }

  private static Optional<Integer> answer(int port) {
    try (var socket = new Socket("127.0.0.1", port)) {
      return Optional.of(socket.getPort());
    } catch (IOException e) {
      return Optional.empty();
    }
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

  /** Begins anew with other workers: every connection that is open breaks off. */
  public void reload() {
    nginx.run("-s", "reload");
  }

  /** The requests so far that match. */
  public List<String> requests(String regex) throws IOException {
    return Files.readAllLines(log).stream().filter(line -> line.matches(regex)).toList();
  }

  /** Waits for a request that matches: nginx notes it when it is over, after its answer is read. */
  public void await(String regex) throws IOException {
    service.await(() -> requests(regex).stream().findFirst());
  }

  @Override
  public void close() {
    service.close();
  }
}
