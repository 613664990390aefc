package io.github.whittle.registry;

import io.github.whittle.credentials.Credentials;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Takes out of foreign text what must not be read: credentials, queries of URLs, escape codes. */
final class Redaction {
  static final Redaction NONE = new Redaction(List.of());

  private static final Pattern QUERY = Pattern.compile("(https?://[^\\s?]*\\?)\\S+");
  private static final Pattern ESCAPE = Pattern.compile("\u001B\\[[0-9;]*[A-Za-z]");

  private static final Pattern BETWEEN = Pattern.compile("[-._+@$ ]+");

  /** With a short number behind them, or a digit between, if need be. */
  private static final Pattern WORDS = Pattern.compile("(?:[A-Z]?[a-z]++[0-9]?){0,4}[0-9]{0,4}");

  private static final int SHORTEST_KEY = 8;

  private final List<String> secrets;

  private Redaction(List<String> secrets) {
    this.secrets =
        secrets.stream()
            .filter(secret -> !secret.isEmpty())
            .sorted(Comparator.comparing(String::length).reversed())
            .toList();
  }

  static Redaction of(Credentials credentials) {
    var name = credentials.username();
    var password = credentials.password();
    var both = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new Redaction(
        List.of(
            Base64.getEncoder().encodeToString(both),
            password,
            encoded(password),
            isKey(name) ? name : "",
            isKey(name) ? encoded(name) : ""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /**
   * Whether a user name is a secret, too: some registries take a key in its place. Names of people
   * and robots are words ({@code jane.doe}, {@code gitlab+deploy-token-123}, {@code BuildAgent7});
   * they stay, since what a registry says is often of the same words: {@code app} is a user and a
   * repository.
   */
  private static boolean isKey(String name) {
    return name.length() >= SHORTEST_KEY
        && !BETWEEN.splitAsStream(name).allMatch(part -> WORDS.matcher(part).matches());
  }

  /** Signed URLs are credentials, too: of each URL the part before its query stays. */
  String apply(String text) {
    var clean = ESCAPE.matcher(text).replaceAll("");
    clean = QUERY.matcher(clean).replaceAll("$1...");
    for (var secret : secrets) {
      clean = clean.replace(secret, "***");
    }
    return clean;
  }
}
