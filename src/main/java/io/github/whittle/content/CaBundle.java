package io.github.whittle.content;

import io.github.whittle.config.Certificates;
import io.github.whittle.user.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * The certificate authorities that programs trust, as one PEM file: sorted by subject, each once,
 * with nothing else in it, so that the same authorities give the same bytes.
 */
final class CaBundle {
  /** Where Debian, Fedora, SUSE and the others keep theirs. */
  private static final List<Path> HOST =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
          Path.of("/etc/ssl/ca-bundle.pem"),
          Path.of("/etc/ssl/cert.pem"));

  /** The password that every JDK gives its file; it keeps nothing secret. */
  private static final char[] USUAL = "changeit".toCharArray();

  private CaBundle() {}

  /**
   * @throws InvalidInputException if there are none
   */
  static byte[] of(Certificates from) throws IOException {
    return switch (from) {
      case JDK ->
          ofKeyStore(Path.of(System.getProperty("java.home"), "lib", "security", "cacerts"));
      case HOST -> ofPem(host());
      case NONE -> new byte[0];
    };
  }

  private static Path host() {
    return HOST.stream()
        .filter(Files::isReadable)
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "<certificates> is host, and this machine has no bundle at one of %s; write jdk, or none and a <file>"
                        .formatted(HOST)));
  }

  static byte[] ofKeyStore(Path cacerts) throws IOException {
    try {
      // Without a password new JDKs' files are read, with it old ones' PKCS12.
      var certificates = certificates(KeyStore.getInstance(cacerts.toFile(), (char[]) null));
      return pem(
          cacerts,
          certificates.isEmpty()
              ? certificates(KeyStore.getInstance(cacerts.toFile(), USUAL))
              : certificates);
    } catch (GeneralSecurityException e) {
      throw unreadable(cacerts, e);
    }
  }

  private static List<Certificate> certificates(KeyStore store) throws GeneralSecurityException {
    var found = new ArrayList<Certificate>();
    for (var alias : Collections.list(store.aliases())) {
      if (store.isCertificateEntry(alias)) {
        found.add(store.getCertificate(alias));
      }
    }
    return found;
  }

  static byte[] ofPem(Path bundle) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(bundle))) {
      return pem(
          bundle, List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in)));
    } catch (GeneralSecurityException e) {
      throw unreadable(bundle, e);
    }
  }

  private static byte[] pem(Path source, List<Certificate> certificates)
      throws GeneralSecurityException {
    var sorted = new TreeMap<String, byte[]>();
    for (var certificate : certificates) {
      var encoded = certificate.getEncoded();
      var subject = ((X509Certificate) certificate).getSubjectX500Principal().getName();
      sorted.put(subject + '\0' + HexFormat.of().formatHex(encoded), encoded);
    }
    if (sorted.isEmpty()) {
      throw new InvalidInputException("'%s' has no certificate in it".formatted(source));
    }
    var text = new StringBuilder();
    sorted.values().forEach(encoded -> append(text, encoded));
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void append(StringBuilder text, byte[] encoded) {
    var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    text.append("-----BEGIN CERTIFICATE-----\n")
        .append(base64)
        .append("\n-----END CERTIFICATE-----\n");
  }

  private static InvalidInputException unreadable(Path source, Exception e) {
    return new InvalidInputException(
        "'%s' cannot be read as certificates: %s".formatted(source, e.getMessage()), e);
  }
}
