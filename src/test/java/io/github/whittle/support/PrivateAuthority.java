package io.github.whittle.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Vouches for hosts and clients that no public authority knows, by openssl.
 *
 * @param folder for keys and certificates
 */
public record PrivateAuthority(Path folder) {
  /**
   * What it vouches for, in two PEM files.
   *
   * @param certificate ends in {@code .cert}
   * @param key ends in {@code .key}
   */
  public record Issued(Path certificate, Path key) {}

  /** Makes its own key and certificate. */
  public static PrivateAuthority make(Path folder) throws IOException {
    Files.createDirectories(folder);
    var made = new PrivateAuthority(folder);
    made.openssl("ca", new String[] {"rsa:2048"}, "-subj", "/CN=an authority of a test");
    Files.copy(made.issued("ca").certificate(), made.certificate());
    return made;
  }

  /** The file by which others know whom it vouches for. */
  public Path certificate() {
    return folder.resolve("ca.crt");
  }

  /** For this machine and {@code registry.example}, or a client of that name. */
  public Issued issue(String name) {
    return issue(name, "rsa:2048");
  }

  /** The same with a key of an elliptic curve. */
  public Issued issueEc(String name) {
    return issue(name, "ec", "-pkeyopt", "ec_paramgen_curve:P-256");
  }

  private Issued issue(String name, String... kind) {
    openssl(
        name,
        kind,
        "-subj",
        "/CN=" + name,
        "-addext",
        "subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:registry.example",
        "-addext",
        "basicConstraints=critical,CA:FALSE",
        "-CA",
        issued("ca").certificate().toString(),
        "-CAkey",
        issued("ca").key().toString());
    return issued(name);
  }

  private Issued issued(String name) {
    return new Issued(folder.resolve(name + ".cert"), folder.resolve(name + ".key"));
  }

  private void openssl(String name, String[] kind, String... more) {
    var to = issued(name);
    Tool.named("openssl")
        .with("req", "-x509", "-nodes", "-days", "2", "-newkey")
        .with(kind)
        .with("-keyout", to.key().toString(), "-out", to.certificate().toString())
        .run(more);
  }
}
