package io.github.whittle.elf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.tree.Content;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemFoldersTest {
  private static List<String> of(String loader) throws IOException {
    return SystemFolders.of(Content.of(loader.getBytes(ISO_8859_1)));
  }

  @Test
  void areTheLongestListInTheLoader() throws IOException {
    assertThat(of("\177ELF\0/lib/\0x\0/lib/a-b_c/\0/usr/lib/\0/etc/\0/lib/no-slash\0/lib64/\0"))
        .containsExactly("/lib/a-b_c", "/usr/lib");
    assertThat(of("\0/lib/\0/usr/lib64/\0")).containsExactly("/lib", "/usr/lib64");
    assertThat(of("nothing of the kind")).isEmpty();
  }

  /** What a search of every beginning, or one that calls itself for every name, would not end. */
  @Test
  void aHostileLoaderIsReadOnce() throws IOException {
    assertThat(of("/lib".repeat(500_000))).isEmpty();
    assertThat(of("/lib".repeat(100_000) + "/\0")).hasSize(1);
    assertThat(of("/lib/\0".repeat(100_000))).hasSize(100_000);
  }
}
