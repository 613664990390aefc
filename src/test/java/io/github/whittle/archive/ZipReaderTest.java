package io.github.whittle.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.support.Tool;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZipReaderTest {
  private static final ArchiveReader.Modes MODES = (name, content) -> 0640;

  @TempDir Path dir;
  private Path zip;

  private interface Writing {
    void into(ZipArchiveOutputStream out) throws IOException;
  }

  @Test
  void modesAndLinksOfInfoZipAreKept() throws IOException {
    var folder = Files.createDirectories(dir.resolve("in"));
    Files.createDirectories(folder.resolve("bin"));
    Files.writeString(folder.resolve("bin/tool"), "x".repeat(50_000));
    Files.setPosixFilePermissions(
        folder.resolve("bin"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setAttribute(folder.resolve("bin/tool"), "unix:mode", 0104750);
    Files.createSymbolicLink(folder.resolve("link"), Path.of("bin/tool"));
    zip = dir.resolve("a.zip");
    Tool.require("zip").in(folder).run("-q", "-y", "-r", zip.toString(), ".");
    var tree = read();
    assertThat(mode(tree, "/bin")).isEqualTo(0755);
    assertThat(mode(tree, "/bin/tool")).isEqualTo(04750);
    assertThat(((Entry.Symlink) tree.inode(path("/link")).orElseThrow()).target())
        .isEqualTo("bin/tool");
    assertThat(text(tree, "/bin/tool")).isEqualTo("x".repeat(50_000));
  }

  @Test
  void whatHasNoModeIsAskedFor() throws IOException {
    zip = dir.resolve("a.jar");
    Files.writeString(dir.resolve("X.txt"), "hello");
    Tool.require("jar").in(dir).run("-cf", zip.toString(), "X.txt");
    var tree = read();
    assertThat(mode(tree, "/X.txt")).isEqualTo(0640);
    assertThat(mode(tree, "/META-INF")).isEqualTo(0755);
    assertThat(text(tree, "/X.txt")).isEqualTo("hello");
  }

  @Test
  void whatPythonWritesIsRead() throws IOException {
    var script =
        """
        import sys, zipfile
        with zipfile.ZipFile(sys.argv[1], 'w') as z:
            z.writestr('stored/\\u00e9', 'a' * 9)
            z.writestr('deflated', 'b' * 9999, zipfile.ZIP_DEFLATED)
            z.writestr('stored/\\u00e9', 'again')
        """;
    zip = dir.resolve("a.zip");
    Tool.require("python3").run("-W", "ignore", "-c", script, zip.toString());
    assertThat(text(read(), "/stored/é")).isEqualTo("again");
    assertThat(text(read(), "/deflated")).isEqualTo("b".repeat(9999));
  }

  @ParameterizedTest
  @CsvSource({"ZIP_BZIP2,12", "ZIP_LZMA,14"})
  void otherMethodsAreRefused(String method, int number) throws IOException {
    var script =
        "import sys, zipfile; zipfile.ZipFile(sys.argv[1], 'w', zipfile.%s).writestr('a', 'b')"
            .formatted(method);
    zip = dir.resolve("a.zip");
    Tool.require("python3").run("-c", script, zip.toString());
    assertThatThrownBy(this::read)
        .hasMessage(
            "the archive '%s' cannot be read: 'a' is compressed with method %d; write an archive with deflate",
            zip, number);
  }

  @Test
  void anEncryptedFileIsRefused() throws IOException {
    zip = dir.resolve("a.zip");
    Files.writeString(dir.resolve("a"), "secret");
    Tool.require("zip").in(dir).run("-q", "-P", "password", zip.toString(), "a");
    assertThatThrownBy(this::read)
        .hasMessageEndingWith("'a' is encrypted; write an archive without a password");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "a/../../evil", "..\\evil"})
  void namesThatClimbAreRefused(String name) throws IOException {
    write(out -> file(out, name, 0100644, "x"));
    assertThatThrownBy(this::read)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("climbs with '..'");
  }

  @Test
  void anEntryBelowALinkIsRefused() throws IOException {
    write(
        out -> {
          file(out, "etc", 0120777, "/etc");
          file(out, "etc/passwd", 0100644, "root::0:0");
        });
    assertThatThrownBy(this::read)
        .hasMessageEndingWith("'/etc/passwd' lies below a link of the same archive");
  }

  @Test
  void aDeviceIsRefused() throws IOException {
    write(out -> file(out, "null", 0020666, ""));
    assertThatThrownBy(this::read)
        .hasMessageEndingWith("'null' is neither a file, a folder nor a link");
  }

  @Test
  void aLinkWithoutEndIsRefused() throws IOException {
    write(out -> file(out, "link", 0120777, "x".repeat(5000)));
    assertThatThrownBy(this::read)
        .hasMessageEndingWith("the link 'link' has a target of 5000 bytes");
  }

  @Test
  void aBombIsRefused() throws IOException {
    write(
        out -> {
          for (int i = 0; i < 10; i++) {
            file(out, "f" + i, 0100644, "0".repeat(1_000_000));
          }
        });
    var limit = new UnpackLimit(100_000_000, 100, 3_000_000);
    assertThatThrownBy(() -> ZipReader.read(zip, MODES, limit))
        .hasMessageContaining("unpacks to more than 3000000, which only a bomb does");
  }

  /** Damage is an error of ours when the zip is opened, or when a file of it is read. */
  @Test
  void damageGivesNoOtherException() throws IOException {
    write(
        out -> {
          file(out, "a/b", 0100644, "hello ".repeat(200));
          file(out, "link", 0120777, "a/b");
          file(out, "c", 0100755, "x");
        });
    var whole = Files.readAllBytes(zip);
    var random = new Random(11);
    int noticed = 0;
    for (int i = 0; i < 1500; i++) {
      var damaged = whole.clone();
      damaged[random.nextInt(whole.length)] = (byte) random.nextInt(256);
      boolean cut = i % 10 == 0;
      Files.write(zip, cut ? Arrays.copyOf(damaged, random.nextInt(whole.length)) : damaged);
      try {
        DiskTree.digested(read());
      } catch (InvalidInputException e) {
        noticed++;
        assertThat(e.getMessage()).contains(zip.toString());
      }
    }
    assertThat(noticed).isGreaterThan(500);
  }

  private void write(Writing writing) throws IOException {
    zip = dir.resolve("a.zip");
    try (var out = new ZipArchiveOutputStream(zip)) {
      writing.into(out);
    }
  }

  private static void file(ZipArchiveOutputStream out, String name, int mode, String text)
      throws IOException {
    var entry = new ZipArchiveEntry(name);
    entry.setUnixMode(mode);
    out.putArchiveEntry(entry);
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.closeArchiveEntry();
  }

  private FileTree read() throws IOException {
    return ZipReader.read(zip, MODES);
  }

  private static int mode(FileTree tree, String at) {
    return tree.inode(path(at)).orElseThrow().attributes().mode();
  }

  private static String text(FileTree tree, String at) throws IOException {
    Content content = ((Entry.RegularFile) tree.inode(path(at)).orElseThrow()).content();
    try (var in = content.open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static TreePath path(String value) {
    return new TreePath(value);
  }
}
