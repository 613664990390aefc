package io.github.whittle.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.jvm.LeanRuntime.Kept;
import io.github.whittle.ledger.Decision;
import io.github.whittle.ledger.Ledger;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LeanRuntimeTest {
  private static final TreePath HOME = new TreePath("/opt/java");

  private static final List<String> RUNTIME =
      List.of(
          "bin/java",
          "bin/keytool",
          "conf/net.properties",
          "legal/java.base/LICENSE",
          "lib/classlist",
          "lib/jrt-fs.jar",
          "lib/jspawnhelper",
          "lib/libawt.so",
          "lib/libawt_headless.so",
          "lib/libawt_xawt.so",
          "lib/libjsig.so",
          "lib/security/cacerts",
          "lib/server/libjsig.so",
          "lib/server/libjvm.so",
          "release");

  private final Ledger ledger = new Ledger();

  @Test
  void keepsWhatAProgramNeedsAndTellsTheRest() {
    assertThat(kept(new Kept(true, true, true)))
        .containsExactly(
            "bin/java",
            "conf/net.properties",
            "legal/java.base/LICENSE",
            "lib/jspawnhelper",
            "lib/libawt.so",
            "lib/libawt_headless.so",
            "lib/libjsig.so",
            "lib/security/cacerts",
            "lib/server/libjvm.so",
            "release");
    assertThat(ledger.decisions())
        .contains(
            new Decision(
                Decision.Action.REMOVED,
                "/opt/java/lib/libawt_xawt.so",
                1,
                "runtime",
                "needs a screen, a printer or a sound card"));
    assertThat(ledger.decisions()).hasSize(5);
  }

  @Test
  void leavesOutWhatTheUserDoesNotWant() {
    assertThat(kept(new Kept(false, false, false)))
        .contains("lib/libawt_xawt.so")
        .noneMatch(name -> name.startsWith("legal") || name.endsWith("cacerts"))
        .doesNotContain("lib/security");
  }

  private List<String> kept(Kept kept) {
    var entries = new TreeMap<TreePath, Entry>();
    for (var name : RUNTIME) {
      var file = new Entry.RegularFile(Attributes.of(0644, 0), Content.of(new byte[1]));
      entries.put(HOME.resolve(name), file);
    }
    var tree = FileTree.of(entries).withParents(FileTree.empty(), Attributes.of(0755, 0));
    var left = LeanRuntime.kept(tree, HOME, kept, ledger);
    return left.below(HOME).entrySet().stream()
        .filter(e -> !(e.getValue() instanceof Entry.Directory) || left.below(e.getKey()).isEmpty())
        .map(e -> e.getKey().value().substring(HOME.value().length() + 1))
        .toList();
  }
}
