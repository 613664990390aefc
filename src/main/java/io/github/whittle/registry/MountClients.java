package io.github.whittle.registry;

import com.google.cloud.tools.jib.registry.RegistryClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The clients that mount, one for each repository that blobs come from. */
final class MountClients {
  private final JibClients clients;
  private final Map<String, Optional<RegistryClient>> bySource = new HashMap<>();

  MountClients(JibClients clients) {
    this.clients = clients;
  }

  /** Logs in when a source is first asked for; empty if the registry did not let us in for that. */
  synchronized Optional<RegistryClient> of(String source) {
    return bySource.computeIfAbsent(source, this::open);
  }

  private Optional<RegistryClient> open(String source) {
    var client = clients.mounting(source);
    try {
      clients.logIn(client, Purpose.PUSH);
      return Optional.of(client);
    } catch (Exception e) {
      clients.debug("nothing is mounted from %s: %s".formatted(source, e.getMessage()));
      return Optional.empty();
    }
  }
}
