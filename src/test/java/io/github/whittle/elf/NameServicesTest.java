package io.github.whittle.elf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NameServicesTest {
  private static Set<String> modules(String configuration) throws IOException {
    var content = Content.of(configuration.getBytes(StandardCharsets.UTF_8));
    return NameServices.of(
        FileTree.of(
            new TreePath("/etc/nsswitch.conf"),
            new Entry.RegularFile(Attributes.of(0644, 1), content)));
  }

  @Test
  void areThoseOfEveryLineWithoutCommentsAndActions() throws IOException {
    assertThat(
            modules(
                """
                # passwd: nis
                passwd:  files systemd
                hosts: files mdns4_minimal [NOTFOUND=return] dns # winbind
                """))
        .containsExactlyInAnyOrder("files", "systemd", "mdns4_minimal", "dns");
  }

  @Test
  void areGlibcsOwnWithoutTheFile() throws IOException {
    assertThat(NameServices.of(FileTree.empty())).containsExactlyInAnyOrder("files", "dns");
    assertThat(modules("")).isEmpty();
  }
}
