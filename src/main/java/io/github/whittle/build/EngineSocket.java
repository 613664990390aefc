package io.github.whittle.build;

import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
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
record EngineSocket(Path path, Limits limits) implements ContainerEngine {
  private static final String SCHEME = "unix://";
  private static final int PIECE = 1 << 18;

  /**
   * How long an engine may take.
   *
   * @param connect to take the connection
   * @param idle to read more, or to say more: it is silent while it unpacks all layers
   */
  record Limits(Duration connect, Duration idle) {
    static final Limits USUAL = new Limits(Duration.ofSeconds(10), Duration.ofMinutes(10));
  }

  EngineSocket(Path path) {
    this(path, Limits.USUAL);
  }

  /** Empty if it names something else. */
  static Optional<EngineSocket> parse(String text) {
    return text.startsWith(SCHEME)
        ? Optional.of(new EngineSocket(Path.of(text.substring(SCHEME.length()))))
        : Optional.empty();
  }

  /** Whether it is the bare path of one. */
  static boolean isSocket(String path) {
    try {
      return Files.readAttributes(Path.of(path), BasicFileAttributes.class).isOther();
    } catch (IOException | InvalidPathException e) {
      return false; // Nothing is there.
    }
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
        var socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        var watch = new StallWatch(socket)) {
      connect(socket, watch);
      return exchange(file, socket, watch);
    }
  }

  private void connect(SocketChannel socket, StallWatch watch) throws IOException {
    try {
      watch.expect(limits.connect());
      socket.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      throw new IOException(
          "%s does not answer (%s); start the engine, or see whether you may open its socket"
              .formatted(
                  name(),
                  watch.fired()
                      ? "no connection within %s seconds".formatted(limits.connect().toSeconds())
                      : e.getMessage()),
          e);
    }
  }

  private EngineAnswer exchange(FileChannel tar, SocketChannel socket, StallWatch watch)
      throws IOException {
    try {
      var unsent = send(tar, socket, watch);
      var in = watch.over(Channels.newInputStream(socket), limits.idle());
      var answer = EngineAnswer.read(new BufferedInputStream(in));
      if (unsent.isPresent() && answer.refusal().isEmpty()) {
        throw unsent.get();
      }
      return answer;
    } catch (IOException e) {
      throw new IOException(
          "%s did not load the image: %s"
              .formatted(name(), watch.fired() ? stalled() : e.getMessage()),
          e);
    }
  }

  private String stalled() {
    return "for %s seconds it neither read nor said anything; look into the engine's log, or restart it"
        .formatted(limits.idle().toSeconds());
  }

  /** What went wrong; an engine that refuses answers before it has read all. */
  private Optional<IOException> send(FileChannel tar, SocketChannel socket, StallWatch watch) {
    try {
      var head =
          """
          POST /images/load?quiet=1 HTTP/1.1\r
          Host: localhost\r
          User-Agent: whittle\r
          Content-Type: application/x-tar\r
          Content-Length: %s\r
          Connection: close\r
          \r
          """
              .formatted(tar.size());
      write(StandardCharsets.US_ASCII.encode(head), socket, watch);
      // Not by transferTo, which a close does not wake.
      var piece = ByteBuffer.allocateDirect(PIECE);
      while (tar.read(piece) >= 0) {
        write(piece.flip(), socket, watch);
        piece.clear();
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private void write(ByteBuffer bytes, SocketChannel socket, StallWatch watch) throws IOException {
    while (bytes.hasRemaining()) {
      watch.expect(limits.idle());
      socket.write(bytes);
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
