package io.github.whittle.strip;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.config.Strip.Binaries;
import io.github.whittle.ledger.Decision;
import io.github.whittle.ledger.Decision.Action;
import io.github.whittle.ledger.Ledger;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Bytes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.HardLink;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrippingTest {
  private static final Attributes SETUID =
      Attributes.of(04755, 7)
          .withOwner(1, 2)
          .withXattrs(Map.of("security.capability", Bytes.of(new byte[] {1, (byte) 0x80})));

  private final Ledger ledger = new Ledger();
  private final DebugFiles originals = new DebugFiles();

  private static TreePath path(String text) {
    return TreePath.parse(text);
  }

  private static FileTree tree(Map<String, Entry> entries) {
    var all = new TreeMap<TreePath, Entry>();
    entries.forEach((name, entry) -> all.put(path(name), entry));
    return FileTree.of(all);
  }

  private static Entry file(byte[] bytes) {
    return new RegularFile(SETUID, Content.of(bytes));
  }

  private FileTree strip(FileTree tree, Binaries mode) throws IOException {
    return new Stripping(ledger, Optional.of(originals)).strip(tree, mode, "item", p -> p);
  }

  private static byte[] bytes(FileTree tree, String path) throws IOException {
    return Fixture.bytes(((RegularFile) tree.inode(path(path)).orElseThrow()).content());
  }

  @Test
  void onlyElfFilesChangeAndOnlyTheirBytes() throws IOException {
    var library = Fixture.bytes("amd64.so");
    var tree =
        tree(
            Map.of(
                "/lib/a.so", file(library),
                "/lib/b.so", new HardLink(path("/lib/a.so")),
                "/lib/short", file(new byte[] {0x7f}),
                "/lib/c.txt", file("text".getBytes())));
    var stripped = strip(tree, Binaries.ALL);
    assertThat(bytes(stripped, "/lib/b.so")).isEqualTo(Fixture.stripped(library, Binaries.ALL));
    assertThat(stripped.inode(path("/lib/a.so")).orElseThrow().attributes()).isEqualTo(SETUID);
    assertThat(stripped.entry(path("/lib/b.so"))).contains(new HardLink(path("/lib/a.so")));
    assertThat(stripped.entry(path("/lib/c.txt"))).isEqualTo(tree.entry(path("/lib/c.txt")));
    assertThat(ledger.decisions())
        .containsExactly(
            new Decision(
                Action.REDUCED,
                "/lib/a.so",
                library.length - bytes(stripped, "/lib/a.so").length,
                "item",
                "stripped (all)"));
  }

  @Test
  void theSameFileGivesAnEqualTree() throws IOException {
    var content = Content.of(Fixture.bytes("amd64.so"));
    var tree = tree(Map.of("/a", new RegularFile(SETUID, content)));
    assertThat(strip(tree, Binaries.DEBUG)).isEqualTo(strip(tree, Binaries.DEBUG));
  }

  @Test
  void noneIsNothing() throws IOException {
    var tree = tree(Map.of("/a", file(Fixture.bytes("amd64.so"))));
    assertThat(strip(tree, Binaries.NONE)).isSameAs(tree);
    assertThat(ledger.decisions()).isEmpty();
  }

  @Test
  void whatIsLeftAloneIsInTheLedger() throws IOException {
    var signed = SETUID.withXattrs(Map.of("security.ima", Bytes.of(new byte[] {3})));
    var content = Content.of(Fixture.bytes("amd64.so"));
    var tree =
        tree(
            Map.of(
                "/lib.a", file("!<arch>\nand so on".getBytes()),
                "/signed", new RegularFile(signed, content),
                "/stripped", file(Fixture.bytes("amd64.stripped")),
                "/sections", file(withSectionHeadersOf(72)),
                "/damaged", file(new byte[] {0x7f, 'E', 'L', 'F', 9})));
    strip(tree, Binaries.DEBUG);
    assertThat(ledger.decisions())
        .extracting(Decision::action, Decision::path, Decision::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                Action.KEPT,
                "/damaged",
                "not stripped: '/damaged' is a damaged ELF file: it ends at byte 5, before the end of its identification (16 bytes at offset 0)"),
            org.assertj.core.groups.Tuple.tuple(
                Action.KEPT, "/lib.a", "not stripped: an archive for linkers"),
            org.assertj.core.groups.Tuple.tuple(
                Action.KEPT,
                "/sections",
                "not stripped: '/sections' is a damaged ELF file: its section headers are of 72 bytes, not 64"),
            org.assertj.core.groups.Tuple.tuple(
                Action.KEPT, "/signed", "not stripped: its bytes are signed (security.ima)"),
            org.assertj.core.groups.Tuple.tuple(
                Action.KEPT, "/stripped", "not stripped: stripped already"));
  }

  private static byte[] withSectionHeadersOf(int size) {
    var bytes = Fixture.bytes("amd64.so");
    bytes[58] = (byte) size;
    return bytes;
  }

  @Test
  void originalsAreKeptByBuildId(@TempDir Path folder) throws IOException {
    var library = Fixture.bytes("s390x.so");
    strip(tree(Map.of("/lib/a.so", file(library))), Binaries.ALL);
    originals.write(folder);
    var id = Fixture.section(library, ".note.gnu.build-id");
    var hex = java.util.HexFormat.of().formatHex(id, 16, id.length);
    var kept =
        folder.resolve(".build-id/" + hex.substring(0, 2) + "/" + hex.substring(2) + ".debug");
    assertThat(Files.readAllBytes(kept)).isEqualTo(library);
    try (var files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile)).containsExactly(kept);
    }
  }

  @Test
  void ofFilesOfOneBuildIdTheOneWithMostDebugDataIsKept(@TempDir Path folder) throws IOException {
    var full = Fixture.bytes("s390x.so");
    var less = Fixture.stripped(full, Binaries.DEBUG);
    strip(tree(Map.of("/a", file(less), "/b", file(full), "/c", file(less))), Binaries.ALL);
    originals.write(folder);
    var later = new DebugFiles();
    new Stripping(ledger, Optional.of(later))
        .strip(tree(Map.of("/a", file(less))), Binaries.ALL, "item", p -> p);
    assertThat(later.tree(0).size()).isEqualTo(less.length);
    later.write(folder);
    try (var files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile))
          .singleElement()
          .satisfies(file -> assertThat(file).hasBinaryContent(full));
    }
  }

  /** As objcopy --add-gnu-debuglink writes it. */
  @Test
  void withoutBuildIdTheStrippedFileNamesItsOriginal(@TempDir Path folder) throws IOException {
    var library = Fixture.bytes("amd64-compressed.so");
    var stripped =
        bytes(strip(tree(Map.of("/lib/a.so", file(library))), Binaries.ALL), "/lib/a.so");
    originals.write(folder);
    var sum = new CRC32();
    sum.update(library);
    var name = "a.so-%08x.debug".formatted(sum.getValue());
    assertThat(Files.readAllBytes(folder.resolve("lib").resolve(name))).isEqualTo(library);
    var link = Fixture.section(stripped, ".gnu_debuglink");
    assertThat(new String(link, 0, name.length())).isEqualTo(name);
    assertThat(link).hasSize(name.length() / 4 * 4 + 8);
    assertThat(ByteBuffer.wrap(link).order(ByteOrder.LITTLE_ENDIAN).getInt(link.length - 4))
        .isEqualTo((int) sum.getValue());
  }

  @Test
  void whatNoDebuggerMissesIsNotKept() throws IOException {
    strip(tree(Map.of("/a", file(Fixture.bytes("amd64.stripped")))), Binaries.ALL);
    assertThat(ledger.decisions()).extracting(Decision::action).containsExactly(Action.REDUCED);
    assertThat(originals.tree(1).isEmpty()).isTrue();
  }
}
