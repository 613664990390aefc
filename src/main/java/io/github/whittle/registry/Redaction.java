package io.github.whittle.registry;

import io.github.whittle.credentials.Credentials;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Takes out of foreign text what must not be read: credentials, queries of URLs, escape codes. */
final class Redaction {
  static final Redaction NONE = new Redaction(List.of());

  private static final Pattern QUERY = Pattern.compile("(https?://[^\\s?]*\\?)\\S+");
  private static final Pattern ESCAPE = Pattern.compile("\u001B\\[[0-9;]*[A-Za-z]");

  private final List<String> secrets;

  private Redaction(List<String> secrets) {
    this.secrets = secrets.stream().filter(secret -> !secret.isEmpty()).toList();
  }

  static Redaction of(Credentials credentials) {
    var password = credentials.password();
    var both = (credentials.username() + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new Redaction(
        List.of(
            Base64.getEncoder().encodeToString(both),
            password,
            URLEncoder.encode(password, StandardCharsets.UTF_8)));
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
