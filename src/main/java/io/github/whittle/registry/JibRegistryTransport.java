package io.github.whittle.registry;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.registry.RegistryClient;
import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.ImageReference;
import io.github.whittle.image.Manifest;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.security.DigestException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A {@link RegistryTransport} over jib-core: its authentication, redirections, proxies and TLS.
 *
 * <p>Retrying, timeouts, the choice between TLS and plain HTTP, and the check of every digest are
 * ours: Jib 0.28.1 does none of them as we need it.
 */
public final class JibRegistryTransport implements RegistryTransport {
  private final String repository;
  private final Retries retries;
  private final RegistryHttpClient http;
  private final RegistryClient client;

  private JibRegistryTransport(
      ImageReference image,
      Optional<Credentials> credentials,
      Retries retries,
      RegistryHttpClient http,
      Consumer<LogEvent> log) {
    repository = repository(image);
    this.retries = retries;
    this.http = http;
    client =
        RegistryClient.factory(
                EventHandlers.builder().add(LogEvent.class, log).build(),
                image.registry(),
                image.repository(),
                http)
            .setCredential(credentials.map(JibRegistryTransport::jib).orElse(null))
            .setUserAgent("whittle")
            .newRegistryClient();
  }

  /**
   * Finds the way to the image's registry, and logs in for pushing.
   *
   * @throws RegistryException if it does not answer within seconds, or refuses
   */
  public static RegistryTransport open(
      ImageReference image, RegistryAccess access, Progress progress) throws RegistryException {
    return open(image, access, progress, Patience.standard());
  }

  static RegistryTransport open(
      ImageReference image, RegistryAccess access, Progress progress, Patience patience)
      throws RegistryException {
    var host = RegistryHost.parse(image.registry());
    var credentials = access.credentials().find(image.registry());
    var redaction = credentials.map(Redaction::of).orElse(Redaction.NONE);
    Consumer<LogEvent> log = event -> progress.debug(redaction.apply(event.getMessage()));
    var faults = new Faults(host, credentials.isPresent(), redaction);
    var protocol = protocol(image, access, patience, faults);
    progress.debug("%s is spoken to by %s".formatted(image.registry(), protocol));
    if (protocol == Protocol.PLAIN && credentials.isPresent() && !host.loopback()) {
      progress.warn(
          "%s speaks plain HTTP: whoever is on the way can read the password and change the image"
              .formatted(image.registry()));
    }
    var http = new RegistryHttpClient(host, protocol, access.insecure(), patience.stall(), log);
    var retries = new Retries(repository(image), patience, faults, progress);
    var transport = new JibRegistryTransport(image, credentials, retries, http, log);
    transport.logIn(credentials);
    return transport;
  }

  private static Protocol protocol(
      ImageReference image, RegistryAccess access, Patience patience, Faults faults)
      throws RegistryException {
    try {
      return new ProtocolProbe(patience, ProxySelector.getDefault())
          .probe(RegistryHost.parse(image.registry()), access.insecure().test(image.registry()));
    } catch (IOException e) {
      throw faults.of(e).in(repository(image), "connect", 1);
    }
  }

  /** Without its tag; Docker Hub by the name that users know. */
  private static String repository(ImageReference image) {
    return new ImageReference(
            image.registry(), image.repository(), Optional.empty(), Optional.empty())
        .toString();
  }

  private static Credential jib(Credentials credentials) {
    return Credential.from(credentials.username(), credentials.password());
  }

  private void logIn(Optional<Credentials> credentials) throws RegistryException {
    try {
      boolean token = step("log in", attempt -> client.doPushBearerAuth());
      boolean basic = credentials.map(c -> !jib(c).isOAuth2RefreshToken()).orElse(false);
      if (!token && basic) {
        client.configureBasicAuth();
      }
    } catch (RegistryException | RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public boolean hasBlob(Digest digest) throws RegistryException {
    return step(
        "look for the blob " + digest, attempt -> client.checkBlob(jib(digest)).isPresent());
  }

  @Override
  public void pushBlob(Descriptor blob, Path file, Progress.Meter meter) throws RegistryException {
    var digest = jib(blob.digest());
    var content = new CheckedBlob(blob, digest, file, meter::bytes);
    step(
        "push the blob %s (%d bytes)".formatted(blob.digest(), blob.size()),
        attempt -> client.pushBlob(digest, content, null, count -> attempt.moved()));
  }

  @Override
  public Optional<Manifest> manifest(Digest digest) throws RegistryException {
    var found = read(digest.toString());
    if (found.isPresent() && !found.get().digest().equals(digest)) {
      throw new RegistryException(
          "%s: the registry gave the manifest %s when asked for %s; do not use this registry"
              .formatted(repository, found.get().digest(), digest));
    }
    return found;
  }

  @Override
  public Optional<Manifest> tagged(String tag) throws RegistryException {
    return read(tag);
  }

  private Optional<Manifest> read(String name) throws RegistryException {
    var bytes = step("read the manifest " + name, attempt -> rawManifest(name));
    try {
      return bytes.map(Manifest::read);
    } catch (InvalidInputException e) {
      throw new RegistryException(
          "%s: '%s' names no manifest that can be read: %s"
              .formatted(repository, name, e.getMessage()),
          e);
    }
  }

  private Optional<byte[]> rawManifest(String name) throws Exception {
    try {
      client.pullManifest(name);
      throw new IllegalStateException("Jib read a manifest without asking the network");
    } catch (RawAnswer answer) {
      return Optional.of(answer.bytes());
    } catch (com.google.cloud.tools.jib.api.RegistryException e) {
      if (Faults.status(e).filter(status -> status == 404).isPresent()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public void pushManifest(Manifest manifest) throws RegistryException {
    put(manifest, manifest.digest().toString(), "push the manifest " + manifest.digest());
  }

  @Override
  public void tag(String tag, Manifest manifest) throws RegistryException {
    put(manifest, tag, "set the tag " + tag);
  }

  private void put(Manifest manifest, String name, String step) throws RegistryException {
    var taken =
        step(
            step,
            attempt -> {
              var sent = client.pushManifest(new RawManifest(manifest), name).toString();
              return attempt.contentDigest().isEmpty() ? sent : attempt.contentDigest();
            });
    if (!taken.equals(manifest.digest().toString())) {
      throw new RegistryException(
          "%s: cannot %s: the registry took it as %s and not as %s; do not use what it has"
              .formatted(repository, step, taken, manifest.digest()));
    }
  }

  @Override
  public void close() {
    http.close();
  }

  private <T> T step(String step, RegistryHttpClient.Call<T> call) throws RegistryException {
    return retries.run(step, () -> http.attempt(call));
  }

  private static DescriptorDigest jib(Digest digest) {
    try {
      return DescriptorDigest.fromDigest(digest.toString());
    } catch (DigestException e) {
      throw new IllegalStateException("Jib knows SHA-256", e);
    }
  }
}
