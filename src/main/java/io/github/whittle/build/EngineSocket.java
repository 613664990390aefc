package io.github.whittle.build;

import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A container engine that listens at a socket of this machine, spoken to as Docker's command does.
 *
 * @see <a href="https://docs.docker.com/reference/api/engine/version/v1.43/#operation/ImageLoad">
 *     Docker Engine API, import images</a>
 */
public record EngineSocket(Path path) implements ContainerEngine {
  private static final String SCHEME = "unix://";

  /** Empty if it names something else. */
  static Optional<EngineSocket> parse(String text) {
    return text.startsWith(SCHEME)
        ? Optional.of(new EngineSocket(Path.of(text.substring(SCHEME.length()))))
        : Optional.empty();
  }

  /** The first that is there. */
  static Optional<EngineSocket> find(Map<String, String> environment) {
    return candidates(environment).stream()
        .filter(socket -> Files.exists(socket.path()))
        .findFirst();
  }

  /**
   * Where {@code DOCKER_HOST} or {@code CONTAINER_HOST} says, or else where docker and podman
   * listen, for all and for one user.
   *
   * @throws InvalidInputException if the engine that is named is on another machine
   */
  static List<EngineSocket> candidates(Map<String, String> environment) {
    for (var variable : List.of("DOCKER_HOST", "CONTAINER_HOST")) {
      var host = environment.getOrDefault(variable, "");
      if (!host.isEmpty()) {
        return List.of(parse(host).orElseThrow(() -> elsewhere(variable, host)));
      }
    }
    var own = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    return Stream.concat(
            Stream.of("/var/run/docker.sock", "/run/podman/podman.sock"),
            own.isEmpty()
                ? Stream.empty()
                : Stream.of(own + "/docker.sock", own + "/podman/podman.sock"))
        .map(path -> new EngineSocket(Path.of(path)))
        .toList();
  }

  private static InvalidInputException elsewhere(String variable, String host) {
    return new InvalidInputException(
        "%s is '%s', which only the commands docker and podman reach, and neither is installed here; install one, or push the image"
            .formatted(variable, host.replaceFirst("//.*@", "//")));
  }

  @Override
  public String name() {
    return SCHEME + path;
  }

  @Override
  public void load(Path tar, Progress progress) throws IOException {
    var answer = send(tar);
    answer.words().forEach(word -> progress.debug(name() + ": " + word));
    if (answer.refusal().isPresent()) {
      throw new IOException(
          "%s did not load the image: %s".formatted(name(), answer.refusal().get()));
    }
  }

  private EngineAnswer send(Path tar) throws IOException {
    try (var file = FileChannel.open(tar);
        var socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      connect(socket);
      var unsent = send(file, socket);
      var answer = answer(socket);
      if (unsent.isPresent() && answer.refusal().isEmpty()) {
        throw unsent.get();
      }
      return answer;
    }
  }

  private EngineAnswer answer(SocketChannel socket) throws IOException {
    try {
      return EngineAnswer.read(Channels.newInputStream(socket));
    } catch (IOException e) {
      throw new IOException("%s did not load the image: %s".formatted(name(), e.getMessage()), e);
    }
  }

  private void connect(SocketChannel socket) throws IOException {
    try {
      socket.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      throw new IOException(
          "%s does not answer (%s); start the engine, or see whether you may open its socket"
              .formatted(name(), e.getMessage()),
          e);
    }
  }

  /** What went wrong; an engine that refuses answers before it has read all. */
  private static Optional<IOException> send(FileChannel tar, SocketChannel socket) {
    try {
      var head =
          """
          POST /images/load?quiet=1 HTTP/1.1\r
          Host: localhost\r
          User-Agent: whittle\r
          Content-Type: application/x-tar\r
          Content-Length: %d\r
          Connection: close\r
          \r
          """
              .formatted(tar.size());
      for (var left = StandardCharsets.US_ASCII.encode(head); left.hasRemaining(); ) {
        socket.write(left);
      }
      for (long sent = 0; sent < tar.size(); ) {
        sent += tar.transferTo(sent, tar.size() - sent, socket);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
