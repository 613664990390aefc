package io.github.whittle.archive;

import static io.github.whittle.archive.DiskTree.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.support.Tool;
import io.github.whittle.tree.Bytes;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What real tools write of a folder is read as that folder. */
class TarToolsIT {
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
  private static final Path RAW_LAYER = Path.of("blobs", "sha256");

  @TempDir Path dir;
  private Path folder;
  private Path tar;

  @BeforeEach
  void aFolderOfEveryKind() throws IOException {
    folder = Files.createDirectory(dir.resolve("in"));
    tar = dir.resolve("a.tar");
    Files.createDirectories(folder.resolve("usr/lib/empty"));
    write("usr/bin/tool", "#!/bin/sh\n", "rwxr-x---");
    write("usr/lib/data", "x".repeat(70_000), "rw-------");
    Files.createFile(folder.resolve("nothing"));
    Files.createLink(folder.resolve("usr/lib/zz-same"), folder.resolve("usr/lib/data"));
    Files.createSymbolicLink(folder.resolve("bin"), Path.of("usr/bin"));
    Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
    Files.setLastModifiedTime(folder.resolve("nothing"), FileTime.fromMillis(1_500_000_000_000L));
    var tool = folder.resolve("usr/bin/tool");
    if (ROOT) {
      Files.setAttribute(tool, "unix:uid", 1234);
      Files.setAttribute(tool, "unix:gid", 65532);
      Tool.named("mknod").run(folder.resolve("null").toString(), "c", "1", "3");
      Tool.named("mknod").run(folder.resolve("disk").toString(), "b", "259", "70000");
      Tool.named("mknod").run(folder.resolve("pipe").toString(), "p");
    }
    Files.setAttribute(tool, "unix:mode", 0104750);
  }

  /** What ustar cannot hold: long names and links, and letters of other alphabets. */
  private void longNames() throws IOException {
    var deep = "directory/".repeat(20) + "n".repeat(150);
    write(deep, "deep", "rw-r--r--");
    write("日本語/é", "names", "rw-r--r--");
    Files.createSymbolicLink(folder.resolve("long"), Path.of("../".repeat(60) + "é"));
    Files.createLink(folder.resolve("zz"), folder.resolve(deep));
  }

  private void write(String name, String text, String mode) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ustar", "gnu", "oldgnu", "posix"})
  void everyFormatOfGnuTar(String format) throws IOException {
    Tool.require("tar").in(folder).run("--format=" + format, "-cf", tar.toString(), ".");
    assertSame(read(), DiskTree.read(folder));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "oldgnu", "posix"})
  void longNamesOfGnuTar(String format) throws IOException {
    longNames();
    Tool.require("tar").in(folder).run("--format=" + format, "-cf", tar.toString(), ".");
    assertSame(read(), DiskTree.read(folder));
  }

  /** v7 has no devices. */
  @Test
  void theOldestFormat() throws IOException {
    for (var device : List.of("null", "disk", "pipe")) {
      Files.deleteIfExists(folder.resolve(device));
    }
    Tool.require("tar").in(folder).run("--format=v7", "-cf", tar.toString(), ".");
    assertSame(read(), DiskTree.read(folder));
  }

  @Test
  void numbersThatNeedBase256() throws IOException {
    Files.setLastModifiedTime(folder.resolve("nothing"), FileTime.fromMillis(-86_400_000L));
    Tool.require("tar")
        .in(folder)
        .run(
            "--format=gnu",
            "--owner=:4000000000",
            "--group=:3000000",
            "-cf",
            tar.toString(),
            "nothing");
    var attributes = read().inode(new TreePath("/nothing")).orElseThrow().attributes();
    assertThat(attributes.uid()).isEqualTo(4_000_000_000L);
    assertThat(attributes.gid()).isEqualTo(3_000_000L);
    assertThat(attributes.mtime()).isEqualTo(-86_400L);
  }

  @ParameterizedTest
  @CsvSource({"gnu,1.0", "oldgnu,1.0", "posix,0.0", "posix,0.1", "posix,1.0"})
  void sparseFilesInEveryForm(String format, String version) throws IOException {
    sparse("few", 3, 1 << 20);
    sparse("many", 150, 1 << 16);
    sparse("hole", 0, 5_000_000);
    Tool.require("tar")
        .in(folder)
        .run("--format=" + format, "-S", "--sparse-version=" + version, "-cf", tar.toString(), ".");
    assertThat(Files.size(tar)).isLessThan(3_000_000);
    assertSame(read(), DiskTree.read(folder));
  }

  /** With a hole of {@code step} bytes before each part, and one at the end. */
  private void sparse(String name, int parts, int step) throws IOException {
    try (var file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
      for (int i = 1; i <= parts; i++) {
        file.seek((long) i * step + i);
        file.write(("part " + i).getBytes());
      }
      file.setLength((parts + 1L) * step + 7);
    }
  }

  @Test
  void capabilitiesKeepTheirBytes() throws IOException {
    Assumptions.assumeTrue(ROOT, "only root sets capabilities");
    Tool.require("setcap")
        .run("cap_setuid,cap_net_raw=ep", folder.resolve("usr/bin/tool").toString());
    Tool.require("tar")
        .in(folder)
        .run("--xattrs", "--xattrs-include=*", "-cf", tar.toString(), "usr/bin/tool");
    var xattrs = read().inode(new TreePath("/usr/bin/tool")).orElseThrow().attributes().xattrs();
    assertThat(xattrs)
        .containsEntry(
            "security.capability",
            Bytes.of(HexFormat.of().parseHex("0100000280200000000000000000000000000000")));
  }

  @Test
  void busybox() throws IOException {
    longNames();
    Tool.require("busybox").in(folder).run("tar", "-cf", tar.toString(), ".");
    assertSame(withoutRoot(read()), withoutRoot(DiskTree.read(folder)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"USTAR_FORMAT", "GNU_FORMAT", "PAX_FORMAT"})
  void python(String format) throws IOException {
    if (!format.startsWith("USTAR")) {
      longNames();
    }
    var script =
        """
        import sys, tarfile
        with tarfile.open(sys.argv[1], 'w', format=tarfile.%s) as t:
            t.add(sys.argv[2], arcname='.')
        """
            .formatted(format);
    Tool.require("python3").run("-c", script, tar.toString(), folder.toString());
    assertSame(read(), DiskTree.read(folder));
  }

  /** With a global header, as git writes one. */
  @Test
  void globalHeadersOfPython() throws IOException {
    var script =
        """
        import sys, tarfile
        with tarfile.open(sys.argv[1], 'w', format=tarfile.PAX_FORMAT,
                          pax_headers={'comment': 'a commit', 'uid': '4242'}) as t:
            t.add(sys.argv[2], arcname='tool')
        """;
    Tool.require("python3")
        .run("-c", script, tar.toString(), folder.resolve("usr/lib/data").toString());
    assertThat(read().inode(new TreePath("/tool")).orElseThrow().attributes().uid())
        .isEqualTo(4242);
  }

  /** It names the root, leaves out the zeros at the end, and has no folders above. */
  @Test
  void umoci() throws IOException {
    var umoci = Tool.require("umoci").in(dir);
    // It rounds to the nearest second, up or down.
    Tool.named("find").run(folder.toString(), "-exec", "touch", "-h", "-d", "@99999", "{}", "+");
    umoci.run("init", "--layout", "image");
    umoci.run("new", "--image", "image:a");
    umoci.run("insert", "--image", "image:a", folder.toString(), "/");
    umoci.run("insert", "--image", "image:a", "--opaque", folder.resolve("usr").toString(), "/opt");
    var found = new ArrayList<FileTree>();
    try (var blobs = Files.list(dir.resolve("image").resolve(RAW_LAYER))) {
      for (var blob : blobs.filter(b -> isGzip(b)).toList()) {
        Decompression.toFile(blob, tar);
        found.add(read());
      }
    }
    assertThat(found).hasSize(2);
    assertThat(found).contains(DiskTree.read(folder));
    assertThat(found)
        .anyMatch(tree -> tree.entry(new TreePath("/opt/.wh..wh..opq")).isPresent())
        .anyMatch(tree -> tree.entry(new TreePath("/opt/lib/data")).isPresent());
  }

  private static boolean isGzip(Path blob) {
    try {
      return CompressedFormat.of(blob) == CompressedFormat.GZIP;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anArchiveThatWasAddedToHasTheLastState() throws IOException {
    var gnu = Tool.require("tar").in(folder);
    gnu.run("-cf", tar.toString(), ".");
    Files.writeString(folder.resolve("nothing"), "something");
    gnu.run("-rf", tar.toString(), "./nothing");
    assertSame(read(), DiskTree.read(folder));
  }

  /** What we write of a tree and what GNU tar makes of it on disk are the same. */
  @Test
  void whatIsReadIsWrittenForGnuTar() throws IOException {
    longNames();
    var gnu = Tool.require("tar");
    gnu.in(folder).run("--format=gnu", "-cf", tar.toString(), ".");
    var again = dir.resolve("again.tar");
    try (var out = Files.newOutputStream(again)) {
      TarWriter.write(TarReader.read(tar), out);
    }
    var unpacked = Files.createDirectory(dir.resolve("out"));
    // Not sorted as GNU tar walks: it would touch a folder again after it set its time.
    gnu.in(unpacked).run("--delay-directory-restore", "-xpf", again.toString());
    assertSame(DiskTree.read(unpacked), DiskTree.read(folder));
  }

  private FileTree read() throws IOException {
    return DiskTree.digested(TarReader.read(tar));
  }

  private static FileTree withoutRoot(FileTree tree) {
    return FileTree.of(tree.below(TreePath.ROOT));
  }
}
