package io.github.whittle.content;

import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
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
  private static final List<String> USUAL_PLACES =
      List.of(
          "/etc/ssl/certs/ca-certificates.crt",
          "/etc/pki/tls/certs/ca-bundle.crt",
          "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
          "/etc/ssl/ca-bundle.pem",
          "/etc/ssl/cert.pem");

  /** In bytes; real ones have some hundred thousand. */
  private static final long MAX_SIZE = 16 << 20;

  /** The password that every JDK gives its file; it keeps nothing secret. */
  private static final char[] USUAL = "changeit".toCharArray();

  private CaBundle() {}

  /** Of the Java that runs the build. */
  static byte[] ofJdk() throws IOException {
    return ofKeyStore(Path.of(System.getProperty("java.home"), "lib", "security", "cacerts"));
  }

  /**
   * Of the machine that runs the build.
   *
   * @throws InvalidInputException if there are none
   */
  static byte[] ofHost() throws IOException {
    for (var place : USUAL_PLACES) {
      if (Files.isReadable(Path.of(place))) {
        return ofPem(Path.of(place));
      }
    }
    throw new InvalidInputException(
        "<certificates> is host, and this machine has no bundle at one of %s; write jdk, or none and a <file>"
            .formatted(USUAL_PLACES));
  }

  /**
   * Of an image of others; links are followed in it.
   *
   * @param name of the image, for messages
   * @throws InvalidInputException if there are none
   */
  static byte[] ofImage(FileTree image, String name) throws IOException {
    for (var place : USUAL_PLACES) {
      var found = image.inode(image.resolve(new TreePath(place), true));
      if (found.orElse(null) instanceof RegularFile file) {
        return ofPem(file.content(), "'%s' of the image '%s'".formatted(place, name));
      }
    }
    throw new InvalidInputException(
        "<certificates> is '%s', and that image has no bundle at one of %s; name another image, or write jdk"
            .formatted(name, USUAL_PLACES));
  }

  static byte[] ofKeyStore(Path cacerts) throws IOException {
    try {
      // Without a password new JDKs' files are read, with it old ones' PKCS12.
      var certificates = certificates(KeyStore.getInstance(cacerts.toFile(), (char[]) null));
      return pem(
          quoted(cacerts),
          certificates.isEmpty()
              ? certificates(KeyStore.getInstance(cacerts.toFile(), USUAL))
              : certificates);
    } catch (GeneralSecurityException e) {
      throw unreadable(quoted(cacerts), e);
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
    return ofPem(Content.of(bundle), quoted(bundle));
  }

  private static byte[] ofPem(Content bundle, String source) throws IOException {
    if (bundle.size() > MAX_SIZE) {
      throw new InvalidInputException(
          "%s has %s bytes, so it is no bundle of certificates".formatted(source, bundle.size()));
    }
    try (var in = new BufferedInputStream(bundle.open())) {
      return pem(
          source, List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in)));
    } catch (GeneralSecurityException e) {
      throw unreadable(source, e);
    }
  }

  private static byte[] pem(String source, List<Certificate> certificates)
      throws GeneralSecurityException {
    var sorted = new TreeMap<String, byte[]>();
    for (var certificate : certificates) {
      var encoded = certificate.getEncoded();
      var subject = ((X509Certificate) certificate).getSubjectX500Principal().getName();
      sorted.put(subject + '\0' + HexFormat.of().formatHex(encoded), encoded);
    }
    if (sorted.isEmpty()) {
      throw new InvalidInputException("%s has no certificate in it".formatted(source));
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

  private static String quoted(Path file) {
    return "'%s'".formatted(file);
  }

  private static InvalidInputException unreadable(String source, Exception e) {
    return new InvalidInputException(
        "%s cannot be read as certificates: %s".formatted(source, e.getMessage()), e);
  }
}
