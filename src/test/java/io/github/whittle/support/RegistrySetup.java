package io.github.whittle.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How a {@link DockerRegistry} is got into.
 *
 * @param http lines below {@code http:} of its configuration
 * @param auth its section {@code auth}
 */
public record RegistrySetup(String http, String auth) {
  /** Plain HTTP, for everybody. */
  public static RegistrySetup open() {
    return new RegistrySetup("", "");
  }

  /**
   * For one user.
   *
   * @param file is written
   */
  public RegistrySetup withPassword(String user, String password, Path file) throws IOException {
    var salt = "$2y$05$abcdefghijklmnopqrstuu";
    var hash = Tool.named("perl").run("-e", "print crypt($ARGV[0], $ARGV[1])", password, salt);
    Files.writeString(file, user + ":" + hash + "\n");
    return new RegistrySetup(
        http,
        """
        auth:
          htpasswd:
            realm: whittle
            path: '%s'
        """
            .formatted(file));
  }

  /** For whom a token server vouches. */
  public RegistrySetup withTokens(TokenServer server) {
    return new RegistrySetup(
        http,
        """
        auth:
          token:
            realm: %s
            service: %s
            issuer: %s
            rootcertbundle: '%s'
        """
            .formatted(
                server.realm(), TokenServer.SERVICE, TokenServer.ISSUER, server.authority()));
  }

  public RegistrySetup withTls(PrivateAuthority.Issued server) {
    return new RegistrySetup(
        """
          tls:
            certificate: '%s'
            key: '%s'
        """
            .formatted(server.certificate(), server.key()),
        auth);
  }

  /**
   * With TLS, for clients alone whose certificate is good.
   *
   * @param authority who vouches for them
   */
  public RegistrySetup withTls(PrivateAuthority.Issued server, Path authority) {
    var tls = withTls(server);
    return new RegistrySetup(
        tls.http() + "    clientcas:\n      - '%s'\n".formatted(authority), auth);
  }
}
