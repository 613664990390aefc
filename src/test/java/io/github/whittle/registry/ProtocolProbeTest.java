package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.whittle.network.Network;
import io.github.whittle.network.ProxyRules;
import io.github.whittle.network.TrustedCertificates;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolProbeTest {
  private static final Network DIRECT = Network.direct();

  /** Long enough for whoever answers at all. */
  private static Protocol probe(String authority, boolean named) throws IOException {
    return probe(authority, named, Duration.ofSeconds(20));
  }

  private static Protocol probe(String authority, boolean named, Duration limit)
      throws IOException {
    return new ProtocolProbe(patience(limit), DIRECT).probe(RegistryHost.parse(authority), named);
  }

  private static Patience patience(Duration limit) {
    return new Patience(limit, limit, limit, 1, (nextTry, asked) -> {});
  }

  private static void endsTheWaitFor(String authority) {
    assertThatExceptionOfType(SocketTimeoutException.class)
        .isThrownBy(() -> probe(authority, false, Duration.ofMillis(200)));
  }

  /** What is found out of a server that answers the first line of a request with these bytes. */
  private static Protocol answered(String answer, boolean named) throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var thread = new Thread(() -> answerEach(server, answer));
      thread.setDaemon(true);
      thread.start();
      return probe("127.0.0.1:" + server.getLocalPort(), named);
    }
  }

  /** Until it is closed. */
  private static void answerEach(ServerSocket server, String answer) {
    while (!server.isClosed()) {
      try (var socket = server.accept()) {
        socket.getInputStream().read();
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        continue; // Closed, or the client is gone.
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 401, 403, 404, 503})
  void speaksHttpWithALocalServerThatAnswersInIt(int status) throws Exception {
    assertThat(answered("HTTP/1.1 " + status + " x\r\n\r\n", false)).isEqualTo(Protocol.PLAIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n",
        "HTTP/1.1 301 Moved\r\nServer: x\r\nLocation: https://127.0.0.1/v2/\r\n\r\n",
        "\u0015\u0003\u0001\u0000\u0002\u0002\n",
        ""
      })
  void speaksTlsWithALocalServerThatDoesNot(String answer) throws Exception {
    assertThat(answered(answer, false)).isEqualTo(Protocol.TLS);
    assertThat(answered(answer, true)).isEqualTo(Protocol.UNVERIFIED_TLS);
  }

  @Test
  void endsTheWaitForALocalServerThatSaysNothing() throws Exception {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      endsTheWaitFor("127.0.0.1:" + silent.getLocalPort());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 443})
  void endsTheWaitForALocalServerThatSaysNothingAtAUsualPort(int port) throws Exception {
    try (var silent = new ServerSocket()) {
      silent.bind(new InetSocketAddress("127.7.93.14", port));
      endsTheWaitFor("127.7.93.14");
    } catch (BindException e) {
      assumeTrue(false, "usual ports are for root alone, or taken");
    }
  }

  /** 0.0.0.0 is this machine under a name that counts as another. */
  @Test
  void endsTheWaitForAHostThatTakesAConnectionAndSaysNothing() throws Exception {
    try (var silent = new ServerSocket(0)) {
      endsTheWaitFor("0.0.0.0:" + silent.getLocalPort());
    }
  }

  @Test
  void leavesToTheLoginWhatAHostSays() throws Exception {
    try (var server = new ServerSocket(0)) {
      var thread = new Thread(() -> answerEach(server, "HTTP/1.0 400 Bad Request\r\n\r\n"));
      thread.setDaemon(true);
      thread.start();
      assertThat(probe("0.0.0.0:" + server.getLocalPort(), false)).isEqualTo(Protocol.TLS);
    }
  }

  @Test
  void endsWithinTenSeconds() {
    var patience = Patience.standard();
    assertThat(patience.connect().multipliedBy(2)).isLessThanOrEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void asksNobodyBehindAProxy() throws IOException {
    try (var proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var probe = by(proxy.getLocalPort());
      var host = RegistryHost.parse("registry.example:5000");
      assertThat(probe.probe(host, false)).isEqualTo(Protocol.TLS);
    }
  }

  @Test
  void saysThatNobodyListensAtTheProxy() throws IOException {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> by(port).probe(RegistryHost.parse("registry.example"), false))
        .withMessage("the proxy 127.0.0.1:%d: Connection refused", port);
  }

  @Test
  void saysThatNobodyKnowsTheProxy() {
    var tooLong = "x".repeat(64) + ".invalid:3128"; // So nobody is asked for it.
    assertThatExceptionOfType(ProxyException.class)
        .isThrownBy(() -> by(tooLong).probe(RegistryHost.parse("registry.example"), false))
        .withMessage("nobody knows the proxy " + tooLong);
  }

  private static ProtocolProbe by(int port) {
    return by("127.0.0.1:" + port);
  }

  private static ProtocolProbe by(String proxy) {
    var rules = ProxyRules.of(Map.of("HTTPS_PROXY", "http://" + proxy));
    return new ProtocolProbe(
        patience(Duration.ofSeconds(20)), new Network(rules, TrustedCertificates.none()));
  }

  @ParameterizedTest
  @CsvSource({
    "https://other.example/token, false, TLS",
    "https://other.example/token, true, UNVERIFIED_TLS",
    "http://other.example/token, false, TLS",
    "http://other.example/token, true, PLAIN",
    "http://localhost:5001/token, false, PLAIN",
    "https://localhost:5001/token, false, TLS",
  })
  void speaksHttpWithOtherHostsOnlyIfTheyAreLocalOrNamed(
      String url, boolean named, Protocol expected) throws Exception {
    assertThat(Protocol.of(new URL(url), named)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:5000",
        "127.0.0.1",
        "127.1.2.3:5000",
        "[::1]",
        "[0:0:0:0:0:0:0:1]:5000"
      })
  void knowsLoopback(String authority) {
    assertThat(RegistryHost.parse(authority).loopback()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry.example",
        "localhost.example:5000",
        "127.0.0.1.example",
        "128.0.0.1",
        "10.127.0.1:5000",
        "[::2]"
      })
  void takesNoOtherNameForLoopback(String authority) {
    assertThat(RegistryHost.parse(authority).loopback()).isFalse();
  }

  @Test
  void readsThePort() {
    assertThat(RegistryHost.parse("registry.example:5000").portOr(443)).isEqualTo(5000);
    assertThat(RegistryHost.parse("registry.example").portOr(443)).isEqualTo(443);
    assertThat(RegistryHost.parse("[::1]:80").portOr(443)).isEqualTo(80);
  }
}
