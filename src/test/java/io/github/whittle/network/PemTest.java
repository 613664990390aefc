package io.github.whittle.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import java.util.List;
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
  void saysWhatItIsInsteadOfCertificates() throws Exception {
    var key = key(Base64.getMimeEncoder().encodeToString(new byte[100]));
    refused(key, "'%s' holds a key, and no certificates; give a file with -----BEGIN CERTIFICATE");
    refused(new Pem(folder), "'%s' is a folder; it must be one PEM file");
    refused(new Pem(folder.resolve("none")), "'%s' does not exist; correct the path");
  }

  private static void refused(Pem pem, String message) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(pem::certificates)
        .withMessageStartingWith(message, pem.file());
  }

  @Test
  void readsAKey() throws Exception {
    var made = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate();
    assertThat(key(Base64.getMimeEncoder().encodeToString(made.getEncoded())).key())
        .isEqualTo(made);
  }

  /** {@code openssl genrsa -traditional}, and the same by {@code openssl pkcs8 -topk8}. */
  @Test
  void readsAKeyOfPkcs1() throws Exception {
    readsAsOne(
        """
          -----BEGIN RSA PRIVATE KEY-----
          MIICXgIBAAKBgQDo8KLU38bOftMwrh1qGv7YlRV5IsqxIoWQCiwPUQDvDs6a1tEd
          e9V1MswuM5TJpFPfD9h0VBrm/b2yNOvsYkQbkE7rXwT/0+1tEGD79ccTKmCp0F47
          aF6AvSrke9/o6aKmGF9Cx20a513UsM3SPOiLaR0ltRF9TSIr+IuZHP7UwwIDAQAB
          AoGASDTHlMslGj9wAagHUCu8EbDs7hbd09jKpCKzE7BdZL0nSBIM0mHfgivT5QJy
          PasloICN7Ulg6XeAROxosWaoi3dEAqWJfQWsQBnAsVcZKTjn1b0XMKVrry1ovdt/
          N4D/cSiMs5GuKuvU4GzxrK4LCWKqs4sl4tEeGDCaH77WRykCQQD+XyfeDg1G34EQ
          bNwa+YIQ2vNAsedNg/AmZANuexHo/h97GmYSZC4j2vCkMWAdU9BsfNwSo5WhJtdB
          BOmuSCLXAkEA6m5cFrgvUELdHgx08V2y8lF4wG3qn1eQfKrjRGYMseV8F5gBaR0u
          N08rwROI8sLL04GZqy6VLqKwG2OmDrPL9QJBAOnL9Ay4xaM6kpnSNIvmgJGVbLct
          zPcGKZhfnHfTTibkS3MOVHra8T2rYjrH1xudiZftOyk2ibTQyk/MgCvbyYkCQQDT
          csdNFsRWOHkI6WNxcXo+Zo3rwzikkG6ag+iJgSJiMwNCpLBhBxjwelCUzfHwRRNj
          qrnYVSPp9IOzsKXPDQ0hAkEA7+nHl/HZ4cnuzQwWMz9kYTaEkn2FYqgn4TGgDaIY
          xOn4YNOtVDeh0ribl90RlqvFV3/0uoJ5bOMLxyT12gV8Iw==
          -----END RSA PRIVATE KEY-----
        """,
        """
          -----BEGIN PRIVATE KEY-----
          MIICeAIBADANBgkqhkiG9w0BAQEFAASCAmIwggJeAgEAAoGBAOjwotTfxs5+0zCu
          HWoa/tiVFXkiyrEihZAKLA9RAO8OzprW0R171XUyzC4zlMmkU98P2HRUGub9vbI0
          6+xiRBuQTutfBP/T7W0QYPv1xxMqYKnQXjtoXoC9KuR73+jpoqYYX0LHbRrnXdSw
          zdI86ItpHSW1EX1NIiv4i5kc/tTDAgMBAAECgYBINMeUyyUaP3ABqAdQK7wRsOzu
          Ft3T2MqkIrMTsF1kvSdIEgzSYd+CK9PlAnI9qyWggI3tSWDpd4BE7GixZqiLd0QC
          pYl9BaxAGcCxVxkpOOfVvRcwpWuvLWi92383gP9xKIyzka4q69TgbPGsrgsJYqqz
          iyXi0R4YMJofvtZHKQJBAP5fJ94ODUbfgRBs3Br5ghDa80Cx502D8CZkA257Eej+
          H3saZhJkLiPa8KQxYB1T0Gx83BKjlaEm10EE6a5IItcCQQDqblwWuC9QQt0eDHTx
          XbLyUXjAbeqfV5B8quNEZgyx5XwXmAFpHS43TyvBE4jywsvTgZmrLpUuorAbY6YO
          s8v1AkEA6cv0DLjFozqSmdI0i+aAkZVsty3M9wYpmF+cd9NOJuRLcw5UetrxPati
          OsfXG52Jl+07KTaJtNDKT8yAK9vJiQJBANNyx00WxFY4eQjpY3Fxej5mjevDOKSQ
          bpqD6ImBImIzA0KksGEHGPB6UJTN8fBFE2OqudhVI+n0g7Owpc8NDSECQQDv6ceX
          8dnhye7NDBYzP2RhNoSSfYViqCfhMaANohjE6fhg061UN6HSuJuX3RGWq8VXf/S6
          gnls4wvHJPXaBXwj
          -----END PRIVATE KEY-----
        """);
  }

  /** {@code openssl ecparam -genkey}, with the parameters before it, and as above. */
  @Test
  void readsAKeyOfSec1() throws Exception {
    readsAsOne(
        """
          -----BEGIN EC PARAMETERS-----
          BggqhkjOPQMBBw==
          -----END EC PARAMETERS-----
          -----BEGIN EC PRIVATE KEY-----
          MHcCAQEEIIfwxY4jH/2B+ZC5GrPtX7lnPrhPsEa3Ld+K09pMM00UoAoGCCqGSM49
          AwEHoUQDQgAEOzj4QtRgtHz09o3xxtNwB+3VFPHdW8W0Jn23G4jhfesG4DPiLVx8
          YEE62fBoH+0OfilbQISnNS0JcVweR2UqxA==
          -----END EC PRIVATE KEY-----
        """,
        """
          -----BEGIN PRIVATE KEY-----
          MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgh/DFjiMf/YH5kLka
          s+1fuWc+uE+wRrct34rT2kwzTRShRANCAAQ7OPhC1GC0fPT2jfHG03AH7dUU8d1b
          xbQmfbcbiOF96wbgM+ItXHxgQTrZ8Ggf7Q5+KVtAhKc1LQlxXB5HZSrE
          -----END PRIVATE KEY-----
        """);
  }

  private void readsAsOne(String old, String pkcs8) throws IOException {
    assertThat(numbers(new Pem(Files.writeString(folder.resolve("old.key"), old))))
        .isEqualTo(numbers(new Pem(Files.writeString(folder.resolve("pkcs8.key"), pkcs8))));
  }

  /** What the key is; Java compares keys of curves by how they were written. */
  private static Object numbers(Pem pem) {
    return pem.key() instanceof ECPrivateKey ec
        ? List.of(ec.getS(), ec.getParams().getOrder(), ec.getParams().getGenerator())
        : pem.key();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AAAAA", "MAA=", "MIL/", "MAMCAQE=", "MAUCAQEEAA==", "MAICfw=="})
  void saysThatItIsNoOldKeyEither(String base64) throws Exception {
    for (var form : List.of("RSA ", "EC ")) {
      var text = "-----BEGIN %1$sPRIVATE KEY-----\n%2$s\n-----END %1$sPRIVATE KEY-----\n";
      var file = Files.writeString(folder.resolve("client.key"), text.formatted(form, base64));
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(new Pem(file)::key)
          .withMessageContaining("holds no key that Java reads")
          .withNoCause();
    }
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
