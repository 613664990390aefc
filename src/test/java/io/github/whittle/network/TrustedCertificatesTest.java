package io.github.whittle.network;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.support.RecordedProgress;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedCertificatesTest {
  @TempDir Path folder;
  private final RecordedProgress progress = new RecordedProgress();

  @Test
  void namesTheTagOfTheFile() {
    var certificates = new TrustedCertificates(List.of(), Optional.of(folder), progress);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> certificates.context("r.example"))
        .withMessage("<registryCertificates> '%s' is a folder; it must be one PEM file", folder);
  }

  @Test
  void saysThatACertificateIsMissing() throws IOException {
    var host = Files.createDirectory(folder.resolve("r.example"));
    var key = Files.createFile(host.resolve("client.key"));
    var certificates = new TrustedCertificates(List.of(folder), Optional.empty(), progress);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> certificates.context("r.example"))
        .withMessage(
            "'%s' has no certificate beside it; put that there as 'client.cert', or take the key"
                + " away",
            key);
  }

  @Test
  void saysThatAKeyIsMissing() throws IOException {
    var host = Files.createDirectory(folder.resolve("r.example"));
    var certificate = Files.createFile(host.resolve("client.cert"));
    var certificates = new TrustedCertificates(List.of(folder), Optional.empty(), progress);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> certificates.context("r.example"))
        .withMessageStartingWith("'%s' has no key beside it", certificate)
        .withMessageContaining("put that there as 'client.key'");
  }
}
