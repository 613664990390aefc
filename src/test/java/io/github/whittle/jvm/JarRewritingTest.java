package io.github.whittle.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.config.Jars;
import io.github.whittle.ledger.Decision;
import io.github.whittle.ledger.Ledger;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarRewritingTest {
  @TempDir Path dir;

  private FileTree tree(String name, Path file) throws Exception {
    return FileTree.of(
        TreePath.parse(name), new RegularFile(Attributes.of(0644, 1), Content.of(file)));
  }

  @Test
  void aJarIsStoredAndWhatIsNoneIsLeftWithTheReason() throws Exception {
    var jar = dir.resolve("a.jar");
    try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("zeros"));
      zip.write(new byte[100_000]);
    }
    var ledger = new Ledger();
    var jars = new JarRewriting(Jars.STORED, ledger);
    assertThat(jars.rewritten(tree("/app/libs/a.jar", jar)).size()).isGreaterThan(100_000);
    assertThat(ledger.decisions()).isEmpty();

    var none = Files.writeString(dir.resolve("b.jar"), "no jar");
    assertThat(jars.rewritten(tree("/app/libs/b.jar", none)).size()).isEqualTo(6);
    assertThat(ledger.decisions())
        .extracting(Decision::path, Decision::reason)
        .singleElement()
        .asString()
        .startsWith("(\"/app/libs/b.jar\", \"the jar is left as it is: it is no zip, or damaged");

    var asIs = tree("/app/libs/a.jar", jar);
    assertThat(new JarRewriting(Jars.ASIS, ledger).rewritten(asIs)).isSameAs(asIs);
  }
}
