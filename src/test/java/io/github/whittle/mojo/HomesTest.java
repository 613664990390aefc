package io.github.whittle.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class HomesTest {
  private static List<Path> homes(Map<String, String> environment, String home) {
    var system = new Properties();
    system.setProperty("user.home", home);
    return Homes.of(environment, system);
  }

  @Test
  void asksWhereDockerAndPodmanLookFirst() {
    assertThat(homes(Map.of("HOME", "/github/home"), "/root"))
        .containsExactly(Path.of("/github/home"), Path.of("/root"));
    assertThat(homes(Map.of("HOME", "/root"), "/root")).containsExactly(Path.of("/root"));
    assertThat(homes(Map.of("HOME", ""), "/root")).containsExactly(Path.of("/root"));
    assertThat(homes(Map.of("HOME", "a\0b"), "/root")).containsExactly(Path.of("/root"));
    assertThat(homes(Map.of("HOME", "/some/home"), "?")).containsExactly(Path.of("/some/home"));
    assertThat(homes(Map.of("HOME", "home"), "?")).containsExactly(Path.of("home"));
  }
}
