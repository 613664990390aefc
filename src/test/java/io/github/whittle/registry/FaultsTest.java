package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.credentials.Credentials;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultsTest {
  @Test
  void keepsSecretsOutOfTheDetailsToo() {
    var faults =
        new Faults(
            RegistryHost.parse("r.example"),
            Purpose.PULL,
            Optional.of(""),
            Redaction.of(new Credentials("somebody", "s3cr3t")));
    var cause = new IOException("lost https://storage.example/blob?signature=abc");
    var fault = faults.of(new IOException("s3cr3t is not taken", cause));
    assertThat(faults.detail(fault))
        .contains("broke off (*** is not taken)", "lost https://storage.example/blob?...")
        .doesNotContain("s3cr3t", "signature");
  }
}
