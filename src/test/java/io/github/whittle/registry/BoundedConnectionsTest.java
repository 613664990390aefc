package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.apache.http.HttpHost;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.HttpClients;
import org.junit.jupiter.api.Test;

class BoundedConnectionsTest {
  /** Too long for a name, so that nobody is asked for it. */
  private static final String NOBODY = "x".repeat(64) + ".invalid";

  private static Fault fault(Set<String> reached, HttpHost proxy) throws Exception {
    try (var connections =
            new BoundedConnections(
                SSLContext.getDefault(), (host, session) -> true, Duration.ofSeconds(5), reached);
        var client =
            HttpClients.custom().setConnectionManager(connections).setProxy(proxy).build()) {
      var thrown =
          catchThrowableOfType(
              IOException.class, () -> client.execute(new HttpGet("https://" + NOBODY)));
      return new Faults(
              RegistryHost.parse("r.example"), Purpose.PUSH, Optional.empty(), Redaction.NONE)
          .of(thrown);
    }
  }

  @Test
  void aNameThatWasFoundBeforeMayBeFoundAgain() throws Exception {
    var fault = fault(Set.of(NOBODY + ":443"), null);
    assertThat(fault.mayPass()).isTrue();
    assertThat(fault.reason()).isEqualTo("the name '%s' is not found any more".formatted(NOBODY));
    assertThat(fault.cure()).isEqualTo("Check that this machine's name server answers");
  }

  @Test
  void theNameOfAProxyMayBeFoundAgain() throws Exception {
    var fault = fault(Set.of(NOBODY + ":3128"), new HttpHost(NOBODY, 3128));
    assertThat(fault.mayPass()).isTrue();
    assertThat(fault.reason()).contains("the name '%s' is not found any more".formatted(NOBODY));
  }

  @Test
  void aProxyThatNobodyKnewIsWrong() throws Exception {
    var fault = fault(Set.of(NOBODY + ":443"), new HttpHost(NOBODY, 3128));
    assertThat(fault.mayPass()).isFalse();
    assertThat(fault.reason()).isEqualTo("nobody knows the proxy %s:3128".formatted(NOBODY));
    assertThat(fault.cure()).startsWith("Check its name in <proxies> of settings.xml");
  }

  @Test
  void aNameThatNobodyKnewIsWrong() throws Exception {
    assertThat(fault(Set.of(), null).mayPass()).isFalse();
  }
}
