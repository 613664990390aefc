package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.support.RecordedProgress;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemporaryFolderTest {
  private static final TreePath TMP = new TreePath("/tmp");
  private static final Entry FOLDER = new Entry.Directory(Attributes.of(01777, 0));
  private static final String WARNING =
      "warning: pom.xml:1: <runtime>: the image has no /tmp, where Java writes; add <system/> to <contents>";

  private final Request runtime = new Request(Path.of("/p")).runtime(false);

  @Test
  void javaWantsOne() {
    assertThat(said(runtime, FileTree.empty())).containsExactly(WARNING);
    assertThat(said(runtime, FileTree.of(TMP, new Entry.Symlink(Attributes.of(0777, 0), "no"))))
        .containsExactly(WARNING);
    assertThat(said(runtime, FileTree.of(TMP, FOLDER))).isEmpty();
    var linked =
        Map.of(
            TMP,
            new Entry.Symlink(Attributes.of(0777, 0), "var/tmp"),
            new TreePath("/var/tmp"),
            FOLDER);
    assertThat(said(runtime, FileTree.of(linked))).isEmpty();
  }

  @Test
  void withoutARuntimeItIsNoMatter() {
    assertThat(said(new Request(Path.of("/p")).link("/a", "b"), FileTree.empty())).isEmpty();
  }

  private static List<String> said(Request request, FileTree image) {
    var progress = new RecordedProgress();
    TemporaryFolder.check(request.configuration(), image, progress);
    return progress.lines();
  }
}
