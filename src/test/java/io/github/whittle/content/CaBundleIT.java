package io.github.whittle.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.support.Tool;
import io.github.whittle.user.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaBundleIT {
  @TempDir static Path dir;

  /** Two authorities in stores of every kind that a JDK had, in one order and the other. */
  @BeforeAll
  static void stores() {
    for (var type : List.of("JKS", "PKCS12")) {
      var names = type.equals("JKS") ? List.of("a", "b") : List.of("b", "a");
      for (var name : names) {
        if (type.equals("JKS")) {
          keytool(
              "-genkeypair",
              "-keystore",
              dir.resolve(name).toString(),
              "-keyalg",
              "EC",
              "-dname",
              "CN=" + name,
              "-alias",
              name,
              "-keypass",
              "changeit");
          keytool(
              "-exportcert",
              "-rfc",
              "-keystore",
              dir.resolve(name).toString(),
              "-alias",
              name,
              "-file",
              dir.resolve(name + ".pem").toString());
        }
        keytool(
            "-importcert",
            "-noprompt",
            "-storetype",
            type,
            "-keystore",
            dir.resolve(type).toString(),
            "-alias",
            "of-" + names.indexOf(name),
            "-file",
            dir.resolve(name + ".pem").toString());
      }
    }
  }

  private static void keytool(String... args) {
    Tool.require("keytool").with(args).run("-storepass", "changeit");
  }

  @ParameterizedTest
  @CsvSource({"JKS", "PKCS12"})
  void everyKindOfStoreGivesTheSameBytes(String type) throws IOException {
    var both =
        Files.readString(dir.resolve("b.pem"))
            + "# text\n"
            + Files.readString(dir.resolve("a.pem"));
    var pem = Files.writeString(dir.resolve("both.pem"), both + both);
    var expected =
        (Files.readString(dir.resolve("a.pem")) + Files.readString(dir.resolve("b.pem")))
            .replace("\r", "");
    assertThat(new String(CaBundle.ofPem(pem), StandardCharsets.US_ASCII)).isEqualTo(expected);
    assertThat(new String(CaBundle.ofKeyStore(dir.resolve(type)), StandardCharsets.US_ASCII))
        .isEqualTo(expected);
  }

  @Test
  void theBundleOfThisJdkIsRead() throws Exception {
    var bundle = CaBundle.ofJdk();
    assertThat(read(bundle)).hasSizeGreaterThan(10).doesNotHaveDuplicates();
    assertThat(CaBundle.ofJdk()).isEqualTo(bundle);
  }

  @Test
  void theBundleOfThisMachineIsRead() throws Exception {
    if (!Files.exists(Path.of("/etc/ssl/certs/ca-certificates.crt"))) {
      Tool.missing("a bundle of certificates");
    }
    assertThat(read(CaBundle.ofHost())).hasSizeGreaterThan(10);
  }

  @Test
  void whatHoldsNoCertificateIsRefused() throws IOException {
    var empty = Files.createFile(dir.resolve("empty.pem"));
    assertThatThrownBy(() -> CaBundle.ofPem(empty))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("'%s' has no certificate in it", empty);
    var damaged =
        Files.writeString(
            dir.resolve("damaged.pem"),
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    assertThatThrownBy(() -> CaBundle.ofPem(damaged))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("'%s' cannot be read as certificates: ", damaged);
    assertThatThrownBy(() -> CaBundle.ofKeyStore(damaged))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("'%s' cannot be read as certificates: ", damaged);
  }

  private static Collection<? extends Certificate> read(byte[] pem) throws Exception {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem));
  }
}
