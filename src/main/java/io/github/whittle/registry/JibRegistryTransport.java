package io.github.whittle.registry;

import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.registry.RegistryClient;
import io.github.whittle.credentials.Credentials;
import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.ImageReference;
import io.github.whittle.image.Manifest;
import io.github.whittle.image.Referrers;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A {@link RegistryTransport} over jib-core: its authentication, redirections, proxies and TLS.
 *
 * <p>Retrying, timeouts, the choice between TLS and plain HTTP, and the check of every digest are
 * ours: Jib 0.28.1 does none of them as we need it.
 */
public final class JibRegistryTransport implements RegistryTransport {
  private static final Set<Integer> NOT_THERE = Set.of(404);
  private static final int RANGE_REFUSED = 416;

  private final String repository;
  private final Retries retries;
  private final RegistryHttpClient http;
  private final JibClients clients;
  private final MountClients mounting;
  private final RegistryClient client;

  JibRegistryTransport(
      ImageReference image,
      Optional<Credentials> credentials,
      Retries retries,
      RegistryHttpClient http,
      Consumer<LogEvent> log) {
    repository = repository(image);
    this.retries = retries;
    this.http = http;
    clients = new JibClients(image, credentials, http, log);
    mounting = new MountClients(clients);
    client = clients.client();
  }

  /**
   * Finds the way to the image's registry, for reading alone: without credentials, until it wants
   * some.
   *
   * @throws RegistryException if it does not answer within seconds, or refuses
   */
  public static RegistryReader openToRead(
      ImageReference image, RegistryAccess access, Progress progress) throws RegistryException {
    return openToRead(image, access, progress, Patience.standard());
  }

  static RegistryReader openToRead(
      ImageReference image, RegistryAccess access, Progress progress, Patience patience)
      throws RegistryException {
    var opening = new Opening(image, access, Purpose.PULL, progress, patience);
    return AnonymousFirst.open(
        () -> Optional.of(opening.transport(Optional.empty())),
        () -> {
          var credentials = access.credentials().find(image);
          return credentials.isEmpty()
              ? Optional.empty()
              : Optional.of(opening.transport(credentials));
        });
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
    return new Opening(image, access, Purpose.PUSH, progress, patience)
        .transport(access.credentials().find(image));
  }

  /** Without its tag; Docker Hub by the name that users know. */
  static String repository(ImageReference image) {
    return new ImageReference(
            image.registry(), image.repository(), Optional.empty(), Optional.empty())
        .toString();
  }

  /** Gets a token for {@code purpose}, where the registry works with tokens. */
  void logIn(Purpose purpose) throws RegistryException {
    try {
      step(
          "log in",
          attempt -> {
            try {
              clients.logIn(client, purpose);
              return purpose;
            } catch (ConnectException e) {
              throw e;
            } catch (SocketException e) {
              throw new HungUpException(e);
            }
          });
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
  public boolean pushBlob(Descriptor blob, Path file, Optional<String> source, Progress.Meter meter)
      throws RegistryException {
    var content = new CheckedBlob(blob, jib(blob.digest()), file, meter::bytes);
    return step(
        "push the blob %s (%d bytes)".formatted(blob.digest(), blob.size()),
        attempt -> {
          var done = mountOrSend(content, source, attempt);
          return done.isPresent() ? done.get() : send(client, content, null, attempt);
        });
  }

  /** Empty if nothing was done: what failed before the first byte was the mount. */
  private Optional<Boolean> mountOrSend(
      CheckedBlob content, Optional<String> source, Attempt attempt) throws Exception {
    var mounter = source.filter(s -> !content.begun()).flatMap(mounting::of);
    if (mounter.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(send(mounter.get(), content, source.get(), attempt));
    } catch (Exception e) {
      // Among them IllegalArgumentException: Jib cannot read tokens whose base64 is that of URLs.
      if (content.begun()) {
        throw e;
      }
      clients.debug("not mounted from %s: %s".formatted(source.get(), e.getMessage()));
      return Optional.empty();
    }
  }

  /**
   * @param source may be null
   * @return whether it was mounted
   */
  private static boolean send(
      RegistryClient by, CheckedBlob content, String source, Attempt attempt) throws Exception {
    return by.pushBlob(content.digest(), content, source, count -> attempt.moved());
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

  @Override
  public void pullBlob(Descriptor blob, Path file, Progress.Meter meter)
      throws RegistryException, IOException {
    boolean complete = false;
    try (var pulled = new PulledBlob(blob, file, meter::bytes)) {
      try {
        step(
            "pull the blob %s (%d bytes)".formatted(blob.digest(), blob.size()),
            attempt -> pull(blob, pulled, attempt));
        complete = true;
      } finally {
        if (!complete) {
          pulled.restart();
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      if (!complete) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Goes on where the attempt before broke off. */
  private Digest pull(Descriptor blob, PulledBlob pulled, Attempt attempt) throws Exception {
    attempt.resume(pulled.count(), pulled::restart);
    var content = client.pullBlob(jib(blob.digest()), size -> {}, count -> attempt.moved());
    try {
      return pulled.receive(content, repository);
    } catch (IOException e) {
      if (Faults.status(e).filter(status -> status == RANGE_REFUSED).isEmpty()) {
        throw e;
      }
      pulled.restart();
      // Without the cause, which is no reason to give up.
      throw new IOException("the download cannot be resumed");
    }
  }

  private Optional<Manifest> read(String name) throws RegistryException {
    var answer = step("read the manifest " + name, attempt -> rawManifest(name, NOT_THERE));
    return answer.isEmpty() ? Optional.empty() : Optional.of(read(answer.get(), name));
  }

  private Manifest read(RawAnswer answer, String name) throws RegistryException {
    try {
      return Manifest.read(answer.bytes(), answer.mediaType());
    } catch (InvalidInputException e) {
      throw new RegistryException(
          "%s: what answers for '%s' is no manifest, so this may be no registry (a proxy, a login page?); check host and port"
              .formatted(repository, name),
          e);
    }
  }

  @Override
  public Manifest referrers(Digest subject) throws RegistryException {
    var listed = new ReferrersEndpoint(subject, page -> referrers(subject, page)).list();
    if (listed.isPresent()) {
      return listed.get();
    }
    return tagged(Referrers.tag(subject)).orElseGet(Referrers::none);
  }

  private Optional<ReferrersEndpoint.Page> referrers(Digest subject, UnaryOperator<URL> page)
      throws RegistryException {
    var answer =
        step(
            "list what refers to " + subject,
            attempt -> {
              attempt.askInstead(page);
              return rawManifest(subject.toString(), ReferrersEndpoint.NONE);
            });
    return answer.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ReferrersEndpoint.Page(
                read(answer.get(), "what refers to " + subject), answer.get().next()));
  }

  /**
   * @param absent the statuses that say that there is nothing
   */
  private Optional<RawAnswer> rawManifest(String name, Set<Integer> absent) throws Exception {
    try {
      client.pullManifest(name);
      throw new IllegalStateException("Jib read a manifest without asking the network");
    } catch (RawAnswer answer) {
      return Optional.of(answer);
    } catch (com.google.cloud.tools.jib.api.RegistryException e) {
      if (Faults.status(e).filter(absent::contains).isPresent()) {
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
  public void pushReferrer(Manifest referrer) throws RegistryException {
    var subject = Referrers.subject(referrer).orElseThrow();
    var digest = referrer.digest();
    if (!put(referrer, digest.toString(), "push the manifest " + digest)) {
      var tag = Referrers.tag(subject);
      tag(tag, Referrers.with(tagged(tag).orElseGet(Referrers::none), referrer));
    }
  }

  @Override
  public void tag(String tag, Manifest manifest) throws RegistryException {
    put(manifest, tag, "set the tag " + tag);
  }

  /** Answers whether the registry lists it with its subject, if it has one. */
  private boolean put(Manifest manifest, String name, String step) throws RegistryException {
    var attempted =
        step(
            step,
            attempt -> {
              client.pushManifest(new RawManifest(manifest), name);
              return attempt;
            });
    check(manifest, attempted.contentDigest(), step);
    return attempted.subjectListed();
  }

  private void check(Manifest manifest, String taken, String step) throws RegistryException {
    if (!taken.isEmpty() && !taken.equals(manifest.digest().toString())) {
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
