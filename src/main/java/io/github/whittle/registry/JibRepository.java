package io.github.whittle.registry;

import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.registry.RegistryClient;
import io.github.whittle.credentials.Credentials;
import io.github.whittle.image.ImageReference;
import java.io.Closeable;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One repository, spoken to by Jib's client: every step is done again, within bounds, while what
 * went wrong may pass.
 *
 * <p>Retrying, timeouts, the choice between TLS and plain HTTP, and the check of every digest are
 * ours: Jib 0.28.1 does none of them as we need it.
 */
final class JibRepository implements Closeable {
  private static final int NOT_THERE = 404;

  static {
    JibDigests.ready();
  }

  private final String name;
  private final Retries retries;
  private final RegistryHttpClient http;
  private final JibClients clients;
  private final RegistryClient client;

  JibRepository(
      ImageReference image,
      Optional<Credentials> credentials,
      Retries retries,
      RegistryHttpClient http,
      Consumer<LogEvent> log) {
    name = image.withoutTag().toString();
    this.retries = retries;
    this.http = http;
    clients = new JibClients(image, credentials, http, log);
    client = clients.client();
  }

  /** With its registry, for messages. */
  String name() {
    return name;
  }

  JibClients clients() {
    return clients;
  }

  RegistryClient client() {
    return client;
  }

  /** Gets a token for {@code purpose}, where the registry works with tokens. */
  void logIn(Purpose purpose) throws RegistryException {
    try {
      step("log in", attempt -> ask(purpose));
    } catch (RegistryException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private Purpose ask(Purpose purpose) throws Exception {
    try {
      clients.logIn(client, purpose);
      return purpose;
    } catch (ConnectException e) {
      throw e;
    } catch (SocketException e) {
      throw new HungUpException(e);
    }
  }

  /**
   * Does a step, and does it again where that may help.
   *
   * @param step what it does, for the message
   */
  <T> T step(String step, RegistryHttpClient.Call<T> call) throws RegistryException {
    return retries.run(step, () -> http.attempt(call));
  }

  /** Does it once; empty if it fails, whatever the reason. */
  <T> Optional<T> glance(RegistryHttpClient.Call<T> call) {
    try {
      return Optional.of(http.attempt(call));
    } catch (Exception e) {
      clients.debug("asked in vain: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** What the registry answers where Jib asks for a manifest, as it is; empty if it has none. */
  Optional<RawAnswer> rawManifest(String name) throws Exception {
    try {
      client.pullManifest(name);
      throw new IllegalStateException("Jib read a manifest without asking the network");
    } catch (RawAnswer answer) {
      return Optional.of(answer);
    } catch (com.google.cloud.tools.jib.api.RegistryException e) {
      if (Faults.status(e).filter(status -> status == NOT_THERE).isPresent()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** What the registry answers where Jib asks for a blob; empty if it has none. */
  Optional<FoundBlob> blob(DescriptorDigest digest) throws Exception {
    try {
      if (client.checkBlob(digest).isPresent()) {
        throw new IllegalStateException("Jib found a blob without asking the network");
      }
      return Optional.empty();
    } catch (FoundBlob found) {
      return found.page() ? Optional.empty() : Optional.of(found);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
