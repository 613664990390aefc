package io.github.whittle.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.elf.ElfFile;
import io.github.whittle.jvm.LeanRuntime.Kept;
import io.github.whittle.ledger.Decision;
import io.github.whittle.ledger.Ledger;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
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

  /** A runtime that jlink makes of it has some of its files, under the same names. */
  @Test
  void ofTheJdkThatRunsToolsLeaveAndNothingThatAProgramLoads() throws IOException {
    var files = filesOfThisJdk();
    var left = kept(files, new Kept(true, true, true));
    assertThat(left)
        .contains("lib/modules", "lib/jvm.cfg", "lib/tzdb.dat", "lib/security/cacerts", "release")
        .containsAll(existing(files, "conf/.*", "lib/jspawnhelper", "lib/[^/]*/libjvm.*"));
    assertThat(left).filteredOn(name -> name.startsWith("bin/")).containsExactly("bin/java");
    assertThat(left).doesNotContainAnyElementsOf(existing(files, "(man|include)/.*", ".*\\.jar"));
    assertThat(ledger.decisions())
        .extracting(Decision::reason)
        .contains("a tool, and only java runs", "lets other JDKs read the runtime");
  }

  @Test
  void noLibraryOfTheJdkThatRunsLosesOneThatItNeeds() throws IOException {
    var files = filesOfThisJdk();
    var left = kept(files, new Kept(false, false, true));
    var names = left.stream().map(LeanRuntimeTest::lastName).toList();
    var gone =
        files.keySet().stream()
            .map(LeanRuntimeTest::lastName)
            .filter(name -> !names.contains(name))
            .toList();
    int libraries = 0;
    for (var name : left) {
      var elf = ElfFile.read(name, files.get(name));
      if (elf.isPresent()) {
        libraries++;
        assertThat(elf.get().dynamic().needed()).as(name).doesNotContainAnyElementsOf(gone);
      }
    }
    Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux"));
    assertThat(gone).contains("libjawt.so").doesNotContain("libjava.so");
    assertThat(libraries).isGreaterThan(20);
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static List<String> existing(Map<String, Content> files, String... patterns) {
    return files.keySet().stream()
        .filter(name -> Stream.of(patterns).anyMatch(name::matches))
        .toList();
  }

  private static Map<String, Content> filesOfThisJdk() throws IOException {
    var files = new TreeMap<String, Content>();
    for (var e : FolderFiles.of(Path.of(System.getProperty("java.home"))).entrySet()) {
      files.put(e.getKey(), Content.of(e.getValue()));
    }
    return files;
  }

  private List<String> kept(Kept kept) {
    var files = new TreeMap<String, Content>();
    RUNTIME.forEach(name -> files.put(name, Content.of(new byte[1])));
    return kept(files, kept);
  }

  private List<String> kept(Map<String, Content> files, Kept kept) {
    var entries = new TreeMap<TreePath, Entry>();
    files.forEach(
        (name, content) ->
            entries.put(
                HOME.resolve(name), new Entry.RegularFile(Attributes.of(0644, 0), content)));
    var tree = FileTree.of(entries).withParents(FileTree.empty(), Attributes.of(0755, 0));
    var left = LeanRuntime.kept(tree, HOME, kept, ledger);
    return left.below(HOME).entrySet().stream()
        .filter(e -> !(e.getValue() instanceof Entry.Directory) || left.below(e.getKey()).isEmpty())
        .map(e -> e.getKey().value().substring(HOME.value().length() + 1))
        .toList();
  }
}
