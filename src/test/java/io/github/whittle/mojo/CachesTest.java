package io.github.whittle.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.user.InvalidInputException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class CachesTest {
  private static Path usual(Map<String, String> environment, String home) {
    var system = new Properties();
    system.setProperty("os.name", "Linux");
    system.setProperty("user.home", home);
    return Caches.usual(environment, system);
  }

  @Test
  void theCacheIsInTheHomeOfTheEnvironment() {
    assertThat(usual(Map.of("HOME", "/some/home"), "?"))
        .isEqualTo(Path.of("/some/home/.cache/whittle"));
    assertThat(usual(Map.of(), "/root")).isEqualTo(Path.of("/root/.cache/whittle"));
    assertThat(usual(Map.of("HOME", "home"), "?"))
        .isEqualTo(Path.of("home/.cache/whittle").toAbsolutePath());
  }

  @Test
  void withoutAHomeTheUserNamesIt() {
    assertThatThrownBy(() -> usual(Map.of(), "?"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("-Dwhittle.cache=");
    assertThat(usual(Map.of("XDG_CACHE_HOME", "/c"), "?")).isEqualTo(Path.of("/c/whittle"));
  }
}
