package io.github.whittle.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.TreePath;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TouchedTest {
  private static final Trees TREE =
      new Trees()
          .folder("/usr/bin", Attributes.of(0755, 0))
          .link("/bin", "usr/bin")
          .link("/usr/bin/awk", "/etc/alternatives/awk")
          .link("/etc/alternatives/awk", "../../usr/bin/mawk")
          .file("/usr/bin/mawk", "x")
          .folder("/var/lib/nginx", Attributes.of(0755, 0))
          .link("/a", "/b")
          .link("/b", "/a");

  private static List<String> touched(String... names) {
    return Touched.of(Stream.of(names).map(TreePath::new).toList(), TREE.tree()).stream()
        .map(TreePath::value)
        .toList();
  }

  @Test
  void everyLinkOnTheWayIsTouchedToo() {
    assertThat(touched("/bin/awk"))
        .containsExactly(
            "/bin", "/etc/alternatives/awk", "/usr/bin", "/usr/bin/awk", "/usr/bin/mawk");
  }

  @Test
  void whatTheProgramMadeNeedsItsFolder() {
    assertThat(touched("/var/lib/nginx/body/1/2")).containsExactly("/var/lib/nginx");
  }

  @Test
  void aLoopOfLinksEnds() {
    assertThat(touched("/a/x")).isSubsetOf("/a", "/b");
  }
}
