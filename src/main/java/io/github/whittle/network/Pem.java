package io.github.whittle.network;

import io.github.whittle.user.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A file with certificates or a key between {@code BEGIN} and {@code END} lines.
 *
 * @param name as errors have it
 */
record Pem(Path file, String name) {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN (RSA |EC |)PRIVATE KEY-----([^-]+)-----END \\1PRIVATE KEY-----");

  Pem(Path file) {
    this(file, "'%s'".formatted(file));
  }

  /** All in the file. */
  List<X509Certificate> certificates() {
    var bytes = bytes();
    try {
      var found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes));
      if (!found.isEmpty()) {
        return found.stream().map(X509Certificate.class::cast).toList();
      }
    } catch (CertificateException e) {
      throw new InvalidInputException(notCertificates(bytes), e);
    }
    throw new InvalidInputException(notCertificates(bytes));
  }

  private String notCertificates(byte[] bytes) {
    boolean isKey = text(bytes).contains("PRIVATE KEY-----");
    return "%s holds %s; give a file with -----BEGIN CERTIFICATE----- in it"
        .formatted(name, isKey ? "a key, and no certificates" : "no certificates");
  }

  /** The one in the file; no error quotes it. */
  PrivateKey key() {
    try {
      var found = KEY.matcher(text(bytes()));
      if (found.find()) {
        return key(pkcs8(found.group(1), Base64.getMimeDecoder().decode(found.group(2))));
      }
    } catch (IllegalArgumentException e) {
      throw notKey(); // No base64, or no DER; without the cause, which may quote it.
    }
    throw notKey();
  }

  private static PKCS8EncodedKeySpec pkcs8(String form, byte[] key) {
    return new PKCS8EncodedKeySpec(
        switch (form) {
          case "RSA " -> Pkcs8.ofRsa(key);
          case "EC " -> Pkcs8.ofEc(key);
          default -> key;
        });
  }

  private PrivateKey key(PKCS8EncodedKeySpec spec) {
    for (var algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (GeneralSecurityException e) {
        continue; // It is one of another algorithm.
      }
    }
    throw notKey();
  }

  private InvalidInputException notKey() {
    return new InvalidInputException(
        name + " holds no key that Java reads; make one with: openssl pkcs8 -topk8 -nocrypt");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private byte[] bytes() {
    if (Files.isDirectory(file)) {
      throw new InvalidInputException(name + " is a folder; it must be one PEM file");
    }
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new InvalidInputException(name + " does not exist; correct the path", e);
    } catch (IOException e) {
      throw new InvalidInputException("%s cannot be read: %s".formatted(name, e), e);
    }
  }
}
