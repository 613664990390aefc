package io.github.whittle.network;

import io.github.whittle.credentials.Credentials;
import io.github.whittle.user.InvalidInputException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A proxy that is spoken to in plain HTTP; what goes through it may be TLS.
 *
 * @param login who we are to it
 */
public record HttpProxy(String host, int port, Optional<Credentials> login) {
  private static final int USUAL_PORT = 3128;
  private static final int HTTP = 80;
  private static final int LAST_PORT = 65535;

  /** {@link URI} knows no host with {@code _}, which the networks of containers do. */
  private static final Pattern AUTHORITY =
      Pattern.compile(
          "(?:(?<login>[^@]*)@)?(?<host>\\[[0-9a-fA-F:.]+]|[\\w.-]+)(?::(?<port>[0-9]{1,5})?)?");

  /**
   * Reads {@code [http://][user:password@]host[:port]}.
   *
   * @param variable where it is written, for the message, which does not repeat it
   */
  static HttpProxy parse(String text, String variable) {
    try {
      boolean named = text.contains("://");
      var uri = new URI(named ? text : "http://" + text);
      var authority = AUTHORITY.matcher(String.valueOf(uri.getRawAuthority()));
      if (!authority.matches() || !"http".equalsIgnoreCase(uri.getScheme())) {
        throw refused(variable);
      }
      int usual = named ? HTTP : USUAL_PORT;
      int port = Optional.ofNullable(authority.group("port")).map(Integer::valueOf).orElse(usual);
      if (port > LAST_PORT) {
        throw refused(variable);
      }
      return new HttpProxy(
          authority.group("host"), port, login(authority.group("login"), variable));
    } catch (URISyntaxException e) {
      throw refused(variable);
    }
  }

  /** Without the value, and without a cause that has it: a password may be in it. */
  private static InvalidInputException refused(String variable) {
    return new InvalidInputException(
        "%s is not a proxy that we can use; write http://[user:password@]host:port"
            .formatted(variable));
  }

  private static Optional<Credentials> login(String info, String variable) {
    if (info == null || info.isEmpty()) {
      return Optional.empty();
    }
    var parts = info.split(":", 2);
    var password = parts.length < 2 ? "" : decode(parts[1]);
    return Optional.of(new Credentials(decode(parts[0]), password, variable));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Without the login. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
