package io.github.whittle.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The real registry of the CNCF's distribution project, on a free port of this machine. */
public final class DockerRegistry implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");

  private final Process process;
  private final Path log;
  private final String host;

  private DockerRegistry(Process process, Path log, String host) {
    this.process = process;
    this.log = log;
    this.host = host;
  }

  /**
   * Starts a registry that lets everybody in, and waits until it answers.
   *
   * @param folder for its configuration, its log and its storage; made if it is missing
   */
  public static DockerRegistry start(Path folder) throws IOException {
    return start(folder, RegistrySetup.open());
  }

  /** The same, with TLS, or for those alone whom it knows. */
  public static DockerRegistry start(Path folder, RegistrySetup setup) throws IOException {
    Files.createDirectories(folder);
    var config = Files.writeString(folder.resolve("registry.yml"), configuration(folder, setup));
    var log = folder.resolve("registry.log");
    var process =
        new ProcessBuilder("docker-registry", "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new DockerRegistry(process, log, "127.0.0.1:" + port(process, log));
  }

  /** Port 0: the registry takes a free one and names it in its log, so nobody can come between. */
  private static String configuration(Path folder, RegistrySetup setup) {
    return """
        version: 0.1
        log:
          level: info
        storage:
          filesystem:
            rootdirectory: '%s'
          delete:
            enabled: true
        http:
          addr: 127.0.0.1:0
        %s%s"""
        .formatted(folder.resolve("storage"), setup.http(), setup.auth());
  }

  private static String port(Process process, Path log) throws IOException {
    var end = System.nanoTime() + LIMIT.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      var match = LISTENING.matcher(Files.readString(log));
      if (match.find()) {
        return match.group(1);
      }
      pause();
    }
    process.destroyForcibly();
    throw new AssertionError("docker-registry does not answer:\n" + Files.readString(log));
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for docker-registry", e);
    }
  }

  /** {@code 127.0.0.1:port}. */
  public String host() {
    return host;
  }

  /**
   * The requests so far whose line begins with {@code start}, for example {@code PUT /v2/}.
   *
   * @return method, path and protocol of each, in order
   */
  public List<String> requests(String start) throws IOException {
    var line = Pattern.compile("^\\S+ - - \\[.*?] \"(" + Pattern.quote(start) + "[^\"]*)\"");
    try (var lines = Files.lines(log, StandardCharsets.UTF_8)) {
      return lines.map(line::matcher).filter(m -> m.find()).map(m -> m.group(1)).toList();
    }
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
