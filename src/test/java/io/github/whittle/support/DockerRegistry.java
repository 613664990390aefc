package io.github.whittle.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The real registry of the CNCF's distribution project, on a free port of this machine. */
public final class DockerRegistry implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");

  private final Service service;
  private final Path log;
  private final String host;

  private DockerRegistry(Service service, Path log, String host) {
    this.service = service;
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
    var tool = Tool.named("docker-registry").with("serve", config.toString());
    var service = Service.start(tool, log);
    return new DockerRegistry(service, log, "127.0.0.1:" + service.await(() -> port(log)));
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

  private static Optional<String> port(Path log) throws IOException {
    return LISTENING.matcher(Files.readString(log)).results().findFirst().map(m -> m.group(1));
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
    service.close();
  }
}
