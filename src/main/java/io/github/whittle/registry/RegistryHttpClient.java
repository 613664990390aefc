package io.github.whittle.registry;

import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.http.Request;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.http.ResponseException;
import com.google.cloud.tools.jib.http.SingleAttemptHttpClient;
import io.github.whittle.image.Manifest;
import java.io.Closeable;
import java.io.IOException;
import java.net.URL;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Stands where Jib's {@link RegistryClient} calls the network: chooses the protocol of each host,
 * takes manifests before Jib parses them and the sizes of blobs before it insists on them, and ends
 * what stalls.
 *
 * <p>Jib keeps each connection's client until it is shut down, so every attempt has its own.
 */
final class RegistryHttpClient extends FailoverHttpClient implements Closeable {
  /** At the end only: a repository may be named so too. */
  private static final Pattern MANIFEST = Pattern.compile("/manifests/[^/]+$");

  private static final Pattern BLOB = Pattern.compile("/blobs/sha256:[^/]+$");

  private static final Pattern CONTENT = Pattern.compile("^/v2/.+/(blobs|manifests)/");

  private static final Pattern BEGIN = Pattern.compile("/blobs/uploads/$");

  /** Only these carry credentials that are not for whom they are sent to. */
  private static final Set<String> UPLOADS = Set.of("PATCH", "PUT");

  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;

  private final RegistryHost registry;
  private final Protocol protocol;
  private final Predicate<String> insecure;
  private final HttpConnections connections;
  private final Consumer<LogEvent> log;
  private final UploadPatience uploads;
  private final Duration stall;
  private final ThreadLocal<Attempt> current = new ThreadLocal<>();
  private final Set<Attempt> open = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService watch;
  private volatile boolean closed;

  RegistryHttpClient(
      RegistryHost registry,
      Protocol protocol,
      RegistryAccess access,
      Patience patience,
      Consumer<LogEvent> log) {
    super(false, false, log);
    this.registry = registry;
    this.protocol = protocol;
    this.insecure = access.insecure();
    connections =
        new HttpConnections(
            registry, access.network(), patience, waits -> current.get().rests(waits));
    this.log = log;
    uploads = new UploadPatience(patience, log);
    stall = patience.stall();
    watch = Executors.newSingleThreadScheduledExecutor(RegistryHttpClient::daemon);
    long period = Math.max(1, stall.toMillis() / 4);
    watch.scheduleWithFixedDelay(
        () -> open.forEach(attempt -> attempt.endIfStalledFor(stall.toNanos())),
        period,
        period,
        TimeUnit.MILLISECONDS);
  }

  /** What one attempt does with Jib's client, in the calling thread. */
  @FunctionalInterface
  interface Call<T> {
    T run(Attempt attempt) throws Exception;
  }

  /** Makes the calls of one attempt, and closes their connections at its end. */
  <T> T attempt(Call<T> call) throws Exception {
    try (var attempt = new Attempt()) {
      open.add(attempt);
      current.set(attempt);
      try {
        return call.run(attempt);
      } catch (IOException | IllegalStateException e) {
        throw attempt.stalled() ? new StalledException(e) : e;
      } finally {
        current.remove();
        open.remove(attempt);
      }
    }
  }

  @Override
  public Response call(String method, URL written, Request any) throws IOException {
    if (closed) {
      throw new IOException("the connection was ended");
    }
    var attempt = current.get();
    boolean own = registry.isOf(written, protocol.usualPort());
    var url = own ? registry.named(written) : written;
    var request = limited(method, url, any);
    if (!own && UPLOADS.contains(method)) {
      SingleAttemptHttpClient.withoutAuthorization(request);
    }
    boolean manifest = MANIFEST.matcher(url.getPath()).find();
    var way = own ? protocol : elsewhere(url);
    var response =
        UPLOADS.contains(method) && !manifest
            ? uploads.send(() -> send(method, url, way, request), attempt)
            : send(method, url, way, request);
    if (method.equals("POST") && BEGIN.matcher(url.getPath()).find()) {
      checkBegun(response, attempt);
    }
    if (method.equals("PATCH")) {
      checkGoesOn(response);
    }
    if (method.equals("HEAD") && BLOB.matcher(url.getPath()).find()) {
      throw FoundBlob.from(response);
    }
    if (manifest) {
      take(method, response, attempt);
    }
    return response;
  }

  /** What is no content is a login, whose limit is Jib's. */
  private Request limited(String method, URL url, Request request) {
    return UPLOADS.contains(method) || CONTENT.matcher(url.getPath()).find()
        ? SingleAttemptHttpClient.within(stall, request)
        : request;
  }

  private Response send(String method, URL url, Protocol way, Request request) throws IOException {
    var attempt = current.get();
    var client = way.client(connections, url.getAuthority(), log);
    attempt.add(client);
    boolean resuming = method.equals("GET") && attempt.resumesFrom() > 0;
    if (resuming) {
      SingleAttemptHttpClient.skip(request, attempt.resumesFrom());
    }
    var response = answer(client, method, way.apply(url), request);
    attempt.moved();
    if (resuming && !continues(response, attempt.resumesFrom())) {
      attempt.beginsAnew();
    }
    return response;
  }

  private static Response answer(FailoverHttpClient client, String method, URL url, Request request)
      throws IOException {
    try {
      return client.call(method, url, request);
    } catch (ResponseException e) {
      if (AnswerFaults.sendsOn(e) && SingleAttemptHttpClient.sendsOnce(request)) {
        throw new NotFollowedException(e);
      }
      throw NotAllowedException.from(e);
    }
  }

  /** A server that knows no ranges, or has another blob now, sends all of it. */
  private static boolean continues(Response response, long from) {
    var start = "bytes %s-".formatted(from);
    return response.getStatusCode() == 206
        && response.getHeader("Content-Range").stream().anyMatch(r -> r.startsWith(start));
  }

  private Protocol elsewhere(URL url) {
    return Protocol.of(url, insecure.test(RegistryHost.of(url).authority()));
  }

  private static void checkBegun(Response response, Attempt attempt) throws IOException {
    int status = response.getStatusCode();
    if (status != CREATED && (status != ACCEPTED || response.getHeader("Location").isEmpty())) {
      throw new NoRegistryException(status);
    }
    if (status == ACCEPTED && attempt.mountsOnly()) {
      throw new IOException("the registry does not mount it");
    }
  }

  /** It says where the upload goes on, even if that is where it was. */
  private static void checkGoesOn(Response response) throws NoRegistryException {
    if (response.getHeader("Location").isEmpty()) {
      throw new NoRegistryException(response.getStatusCode());
    }
  }

  private static void take(String method, Response response, Attempt attempt) throws IOException {
    if (method.equals("PUT")) {
      attempt.status(response.getStatusCode());
      response.getHeader("Docker-Content-Digest").forEach(attempt::contentDigest);
      response.getHeader("OCI-Subject").forEach(subject -> attempt.listsSubject());
      return;
    }
    try (response) {
      var bytes = response.getBody().readNBytes(Manifest.LIMIT + 1);
      if (bytes.length > Manifest.LIMIT) {
        throw new IllegalArgumentException("the manifest is larger than 4 MiB");
      }
      throw new RawAnswer(bytes, mediaType(response));
    }
  }

  /** Without parameters such as {@code charset}. */
  private static String mediaType(Response response) {
    return response.getHeader("Content-Type").stream()
        .findFirst()
        .map(text -> text.split(";", 2)[0].strip())
        .orElse("");
  }

  @Override
  public void close() {
    closed = true;
    watch.shutdownNow();
    open.forEach(Attempt::close);
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "whittle-registry-watch");
    thread.setDaemon(true);
    return thread;
  }
}
