package io.github.whittle.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;

/**
 * A registry on loopback, strict about what it is given, that can be told to misbehave.
 *
 * <p>Also for scripts: {@code def registry = new FakeRegistry()}, then {@code registry.host()}.
 */
public final class FakeRegistry implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(FakeRegistry::daemon);
  private final FakeRegistryStore store = new FakeRegistryStore();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> tokenScopes = new CopyOnWriteArrayList<>();
  private final List<Trigger> triggers = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile FakeRegistryAuth auth = new FakeRegistryAuth.Everyone();

  /** A fault, and the requests that it befalls. */
  private record Trigger(
      String requests, FakeRegistryFault fault, List<Integer> which, AtomicInteger seen) {
    boolean fires(String request) {
      if (!request.matches(requests)) {
        return false;
      }
      int number = seen.incrementAndGet();
      return which.isEmpty() || which.contains(number);
    }
  }

  /** Plain HTTP on a free port. */
  public FakeRegistry() {
    this(0);
  }

  public FakeRegistry(int port) {
    this(server(port));
  }

  /** TLS on a free port. */
  public FakeRegistry(SSLContext tls) throws IOException {
    this(server(tls));
  }

  private FakeRegistry(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Unchecked, so that a field of a test can be one from the start. */
  private static HttpServer server(int port) {
    try {
      return HttpServer.create(loopback(port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpsServer server(SSLContext tls) throws IOException {
    var server = HttpsServer.create(loopback(0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return server;
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress("127.0.0.1", port);
  }

  /** For image references: {@code 127.0.0.1:port}. */
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** What was pushed there; empty if nothing was. */
  public FakeRegistryRepository repository(String name) {
    return store.repository(name);
  }

  /** Everything that was asked, as {@code METHOD /path}, in order. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Those that match, in order. */
  public List<String> requests(String regex) {
    return requests.stream().filter(request -> request.matches(regex)).toList();
  }

  /** What tokens were asked for, in order. */
  public List<String> tokenScopes() {
    return List.copyOf(tokenScopes);
  }

  /** Empties the log. */
  public void forgetRequests() {
    requests.clear();
  }

  /**
   * Misbehaves.
   *
   * @param requests a regular expression for the whole of {@code METHOD /path}
   * @param which of the matching requests from now on, from 1; all, if none are given
   */
  public FakeRegistry misbehave(String requests, FakeRegistryFault fault, int... which) {
    triggers.add(
        new Trigger(requests, fault, IntStream.of(which).boxed().toList(), new AtomicInteger()));
    return this;
  }

  /** Does not answer. */
  public FakeRegistry hang(String requests, int... which) {
    return misbehave(requests, FakeRegistryFault.hang(end), which);
  }

  /** Lists what refers to a manifest, as OCI 1.1 has it. */
  public FakeRegistry listReferrers() {
    store.listReferrers();
    return this;
  }

  public FakeRegistry requireBasic(String username, String password) {
    auth = new FakeRegistryAuth.Basic(username, password);
    return this;
  }

  /** With a token server of its own, at {@code /token}. */
  public FakeRegistry requireBearer(String username, String password) {
    return requireBearer(username, password, "token");
  }

  /**
   * With a token server of its own, at {@code /token}.
   *
   * @param token what every token begins with
   */
  public FakeRegistry requireBearer(String username, String password, String token) {
    var scheme = server instanceof HttpsServer ? "https" : "http";
    auth =
        new FakeRegistryAuth.Bearer(new FakeRegistryAuth.Basic(username, password), scheme, token);
    return this;
  }

  /** Makes every token that was given worthless. */
  public void expireTokens() {
    if (auth instanceof FakeRegistryAuth.Bearer bearer) {
      bearer.expire();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = read(exchange);
      requests.add(request.toString());
      send(exchange, withFaults(request));
    }
  }

  private FakeRegistryAnswer withFaults(FakeRegistryRequest request) throws IOException {
    for (var trigger : triggers) {
      if (trigger.fires(request.toString())) {
        return trigger.fault().answer(request, this::answer);
      }
    }
    return answer(request);
  }

  private FakeRegistryAnswer answer(FakeRegistryRequest request) throws IOException {
    if (request.path().equals("/token")) {
      tokenScopes.add(request.query().getOrDefault("scope", ""));
      return auth.token(request);
    }
    if (auth.admits(request)) {
      return store.answer(request);
    }
    return FakeRegistryAnswer.error(401, "UNAUTHORIZED", "authentication required")
        .with("WWW-Authenticate", auth.challenge(host()));
  }

  private static FakeRegistryRequest read(HttpExchange exchange) {
    var uri = exchange.getRequestURI();
    Map<String, String> query = new TreeMap<>();
    for (var pair : String.valueOf(uri.getRawQuery()).split("&")) {
      var parts = pair.split("=", 2);
      query.put(parts[0], URLDecoder.decode(parts[parts.length - 1], StandardCharsets.UTF_8));
    }
    return new FakeRegistryRequest(
        exchange.getRequestMethod(),
        uri.getPath(),
        query,
        exchange.getRequestHeaders(),
        exchange.getRequestBody());
  }

  private static void send(HttpExchange exchange, FakeRegistryAnswer answer) throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    int length = answer.promised();
    if (head && length >= 0) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(length));
    }
    exchange.sendResponseHeaders(answer.status(), head || length <= 0 ? -1 : length);
    if (!head && length > 0) {
      exchange.getResponseBody().write(answer.body());
    }
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "fake-registry");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
