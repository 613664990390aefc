package io.github.whittle.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
  @TempDir Path folder;

  private Pem key(String base64) throws IOException {
    var text = "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n".formatted(base64);
    return new Pem(Files.writeString(folder.resolve("client.key"), text));
  }

  @Test
  void readsAKey() throws Exception {
    var made = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate();
    assertThat(key(Base64.getMimeEncoder().encodeToString(made.getEncoded())).key())
        .isEqualTo(made);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AAAAA", "AA=A", "AAAA", "="})
  void saysThatItIsNoKeyAndDoesNotQuoteIt(String base64) throws Exception {
    var key = key(base64);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(key::key)
        .withMessage(
            "'%s/client.key' holds no key that Java reads; make one with: openssl pkcs8 -topk8 -nocrypt",
            folder)
        .withNoCause();
  }
}
