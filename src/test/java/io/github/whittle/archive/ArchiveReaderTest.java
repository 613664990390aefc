package io.github.whittle.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveReaderTest {
  @TempDir Path dir;

  /** Nothing, text, 7z, and a gzip of text. */
  @ParameterizedTest
  @ValueSource(
      strings = {"", "68656c6c6f", "377abcaf271c0004", "1f8b080000000000000303000000000000000000"})
  void whatIsNoArchiveIsRefused(String hex) throws IOException {
    var file = Files.write(dir.resolve("a.tar.gz"), HexFormat.of().parseHex(hex));
    try (var work = new WorkFolder(Path.of("target"))) {
      assertThatThrownBy(() -> ArchiveReader.read(file, work, (name, content) -> 0644))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "'%s' is no archive that is read; write a tar, plain or compressed with gzip, bzip2, xz or zstd, or a zip",
              file);
    }
  }

  @Test
  void anErrorNamesTheArchiveAndNotItsCopy() throws IOException {
    var tree =
        FileTree.of(
            new TreePath("/a"),
            new Entry.RegularFile(Attributes.of(0644, 0), Content.of(new byte[2000])));
    var whole = Files.createTempFile(dir, "a", ".tar");
    try (var out = Files.newOutputStream(whole)) {
      TarWriter.write(tree, out);
    }
    var archive = dir.resolve("a.tgz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(archive))) {
      out.write(Files.readAllBytes(whole), 0, 1500);
    }
    try (var work = new WorkFolder(Path.of("target"))) {
      assertThatThrownBy(() -> ArchiveReader.read(archive, work, (name, content) -> 0644))
          .hasMessage("the archive '%s' ends in the middle", archive);
    }
  }

  @Test
  void theWorkFolderUnpacksOnceAndLeavesNothing() throws IOException {
    var archive = dir.resolve("a.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(archive))) {
      out.write(new byte[1024]);
    }
    var files = new ArrayList<Path>();
    try (var work = new WorkFolder(Path.of("target"))) {
      files.add(work.unpacked(archive));
      files.add(work.unpacked(archive));
      assertThat(files.get(0)).isEqualTo(files.get(1)).hasSize(1024);
    }
    assertThat(files.get(0).getParent()).doesNotExist();
  }
}
