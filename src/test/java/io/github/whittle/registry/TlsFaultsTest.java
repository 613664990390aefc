package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TlsFaultsTest {
  private static SSLException handshake(Throwable cause) {
    var e = new SSLHandshakeException("PKIX path validation failed: " + cause);
    e.initCause(new CertPathValidatorException("validity check failed", cause));
    return e;
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(
            handshake(new CertificateExpiredException("NotAfter: Thu")),
            "the registry's certificate has expired",
            "Have it renewed, or set this machine's clock"),
        Arguments.of(
            handshake(new CertificateNotYetValidException("NotBefore: Thu")),
            "the registry's certificate is not valid yet",
            "Have it renewed, or set this machine's clock"),
        Arguments.of(
            handshake(new CertPathValidatorException("Algorithm constraints check failed")),
            "this Java does not accept the registry's certificate",
            "To see why, run Maven with -X; where nobody else can be on the way, name it in"
                + " <allowInsecureRegistries>"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void saysWhatIsWrongWithACertificateAndLeavesTheRestToTheLog(
      SSLException e, String reason, String cure) {
    var fault = new TlsFaults(RegistryHost.parse("r.example"), Redaction.NONE).of(e);
    assertThat(fault.reason()).isEqualTo(reason);
    assertThat(fault.cure()).isEqualTo(cure);
    assertThat(fault.mayPass()).isFalse();
    assertThat(fault.in("r.example/app", "log in", 1)).hasNoCause();
    assertThat(fault.detail()).contains("PKIX", e.getCause().getCause().getMessage());
  }
}
