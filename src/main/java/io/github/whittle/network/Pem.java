package io.github.whittle.network;

import io.github.whittle.user.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

/** A file with certificates or a key between {@code BEGIN} and {@code END} lines. */
record Pem(Path file) {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN (RSA |EC |)PRIVATE KEY-----([^-]+)-----END \\1PRIVATE KEY-----");

  /** All in the file. */
  List<X509Certificate> certificates() {
    try {
      var found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
      if (!found.isEmpty()) {
        return found.stream().map(X509Certificate.class::cast).toList();
      }
    } catch (CertificateException e) {
      throw new InvalidInputException(notCertificates(), e);
    } catch (IOException e) {
      throw unreadable(e);
    }
    throw new InvalidInputException(notCertificates());
  }

  private String notCertificates() {
    return "'%s' holds no certificates; give a file with -----BEGIN CERTIFICATE----- in it"
        .formatted(file);
  }

  /** The one in the file; no error quotes it. */
  PrivateKey key() {
    try {
      var found = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
      if (found.find()) {
        return key(pkcs8(found.group(1), Base64.getMimeDecoder().decode(found.group(2))));
      }
    } catch (IOException e) {
      throw unreadable(e);
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
        "'%s' holds no key that Java reads; make one with: openssl pkcs8 -topk8 -nocrypt"
            .formatted(file));
  }

  private InvalidInputException unreadable(IOException e) {
    return new InvalidInputException("'%s' cannot be read: %s".formatted(file, e), e);
  }
}
