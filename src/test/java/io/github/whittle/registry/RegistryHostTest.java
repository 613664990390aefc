package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.MalformedURLException;
import java.net.URL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryHostTest {
  private static final int TLS = Protocol.TLS.usualPort();
  private static final int PLAIN = Protocol.PLAIN.usualPort();

  @ParameterizedTest
  @CsvSource({
    "r.example, r.example, -1",
    "r.example:5000, r.example, 5000",
    "my_proxy:3128, my_proxy, 3128",
    "my_proxy, my_proxy, -1",
    "[::1], ::1, -1",
    "[::1]:80, ::1, 80",
    "me:1@r.example:5000, r.example, 5000",
    "127.0.0.1@evil.example, evil.example, -1"
  })
  void readsNameAndPort(String authority, String name, int port) {
    assertThat(RegistryHost.parse(authority)).isEqualTo(new RegistryHost(authority, name, port));
  }

  private static boolean isOf(String registry, String url, int usual) throws Exception {
    return RegistryHost.parse(registry).isOf(new URL(url), usual);
  }

  @ParameterizedTest
  @CsvSource({
    "r.example, https://r.example:443/v2/, true",
    "r.example:443, https://r.example/v2/, true",
    "r.example:443, https://R.EXAMPLE/v2/, true",
    "r.example:443, http://r.example:443/v2/, true",
    "r.example, http://r.example/v2/, true",
    "[::1]:443, https://[::1]/v2/, true",
    "r.example:5000, https://r.example/v2/, false",
    "r.example, https://r.example:5000/v2/, false",
    "r.example:443, http://r.example/v2/, false",
    "r.example, http://r.example:80/v2/, false",
    "r.example, https://other.example/v2/, false"
  })
  void knowsItsUrlsWithTheUsualPortAndWithout(String registry, String url, boolean own)
      throws Exception {
    assertThat(isOf(registry, url, TLS)).isEqualTo(own);
  }

  @Test
  void knowsThoseOfPlainHttpToo() throws Exception {
    assertThat(isOf("r.example:80", "http://r.example/v2/", PLAIN)).isTrue();
    assertThat(isOf("r.example", "http://r.example:80/v2/", PLAIN)).isTrue();
    assertThat(isOf("r.example", "https://r.example:443/v2/", PLAIN)).isFalse();
  }

  /** So its certificates and its port are those that were asked for. */
  @Test
  void writesThemAsTheImageIsNamed() throws MalformedURLException {
    var url = new URL("https://r.example/v2/?a=b");
    assertThat(RegistryHost.parse("r.example:443").named(url))
        .hasToString("https://r.example:443/v2/?a=b");
    assertThat(RegistryHost.parse("r.example").named(new URL("https://r.example:443/v2/")))
        .hasToString("https://r.example/v2/");
  }
}
