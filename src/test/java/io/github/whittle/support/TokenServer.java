package io.github.whittle.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.whittle.image.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Gives tokens that a real registry takes: signed, for one user, who proves to be it by a password
 * or by an identity token.
 *
 * @see <a href="https://distribution.github.io/distribution/spec/auth/jwt/">distribution, token
 *     authentication implementation</a>
 */
public final class TokenServer implements AutoCloseable {
  static final String SERVICE = "registry-of-a-test";
  static final String ISSUER = "token-server-of-a-test";

  /** For so long after its end the registry takes a token: clocks differ. */
  private static final Duration LEEWAY = Duration.ofSeconds(60);

  private final HttpServer server;
  private final PrivateAuthority authority;
  private final PrivateAuthority.Issued signer;
  private final List<String> scopes = new CopyOnWriteArrayList<>();
  private final String password;
  private final String identityToken;
  private volatile boolean mayPush = true;
  private volatile Duration lifetime = Duration.ofMinutes(5);

  private TokenServer(
      HttpServer server, PrivateAuthority authority, String password, String identityToken) {
    this.server = server;
    this.authority = authority;
    this.signer = authority.issue("token-server");
    this.password = password;
    this.identityToken = identityToken;
  }

  /**
   * @param login {@code user:password}
   * @param identityToken what proves the same in its place
   */
  public static TokenServer start(PrivateAuthority authority, String login, String identityToken)
      throws IOException {
    var http = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    var server = new TokenServer(http, authority, login, identityToken);
    http.setExecutor(Executors.newCachedThreadPool(TokenServer::daemon));
    http.createContext("/token", server::answer);
    http.start();
    return server;
  }

  /** Where clients ask. */
  String realm() {
    return "http://127.0.0.1:%d/token".formatted(server.getAddress().getPort());
  }

  /** Who vouches for its signature. */
  Path authority() {
    return authority.certificate();
  }

  /** Its user may pull, and no more. */
  public TokenServer readOnly() {
    this.mayPush = false;
    return this;
  }

  /** Of the tokens from now on, as the registry sees it. */
  public TokenServer lifetime(Duration lifetime) {
    this.lifetime = lifetime;
    return this;
  }

  /** What was asked for, and given, in order. */
  public List<String> scopes() {
    return List.copyOf(scopes);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var form = exchange.getRequestMethod().equals("POST");
      var fields = form ? body : String.valueOf(exchange.getRequestURI().getRawQuery());
      boolean known =
          form
              ? values("refresh_token", fields).toList().contains(identityToken)
              : isPassword(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      var asked = values("scope", fields).flatMap(scope -> Stream.of(scope.split(" "))).toList();
      answer(exchange, known, asked);
    }
  }

  private void answer(HttpExchange exchange, boolean known, List<String> asked) throws IOException {
    if (known) {
      scopes.addAll(asked);
    }
    var json = Json.object();
    json.put("token", token(known ? asked : List.of()));
    json.put("access_token", json.get("token").asText());
    var bytes = Json.write(json);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(known ? 200 : 401, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static Stream<String> values(String name, String fields) {
    return Stream.of(fields.split("&"))
        .filter(field -> field.startsWith(name + "="))
        .map(field -> field.substring(name.length() + 1))
        .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8));
  }

  private boolean isPassword(String authorization) {
    var expected = Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8));
    return authorization.equals("Basic " + expected);
  }

  private String token(List<String> scopes) {
    try {
      var header = Json.object().put("typ", "JWT").put("alg", "RS256");
      header.putArray("x5c").add(pem(signer.certificate()));
      var text = base64(Json.write(header)) + "." + base64(Json.write(claims(scopes)));
      var signature = Signature.getInstance("SHA256withRSA");
      var key = Base64.getDecoder().decode(pem(signer.key()));
      signature.initSign(
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key)));
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + base64(signature.sign());
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError("cannot sign", e);
    }
  }

  private com.fasterxml.jackson.databind.node.ObjectNode claims(List<String> scopes) {
    long now = Instant.now().getEpochSecond();
    var claims = Json.object();
    claims.put("iss", ISSUER).put("aud", SERVICE).put("sub", "somebody");
    claims.put("jti", UUID.randomUUID().toString()).put("iat", now).put("nbf", now - 120);
    claims.put("exp", now + lifetime.toSeconds() - LEEWAY.toSeconds());
    var access = claims.putArray("access");
    for (var scope : scopes) {
      var parts = scope.split(":");
      var entry = access.addObject().put("type", parts[0]).put("name", parts[1]);
      var actions = entry.putArray("actions");
      Stream.of(parts[2].split(","))
          .filter(action -> mayPush || action.equals("pull"))
          .forEach(actions::add);
    }
    return claims;
  }

  /** What is between the lines of a PEM file. */
  private static String pem(Path file) throws IOException {
    return Files.readString(file).replaceAll("-----[^-]+-----|\\s", "");
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "token-server");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
