package io.github.whittle.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.image.Digest;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Bytes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TarWriterTest {
  private static final Attributes FILE = Attributes.of(0755, 1);

  @Test
  void aFileInTheRootCostsTwoBlocksAndTheEnd() throws IOException {
    assertThat(tar(file("/hello", 1000, FILE))).hasSize(512 + 1024 + 1024);
  }

  @Test
  void aNameOfUpTo255BytesNeedsNoPaxHeader() throws IOException {
    var long255 = "/" + "d".repeat(154) + "/" + "n".repeat(100);
    assertThat(tar(file(long255, 0, FILE))).hasSize(512 + 1024);
    assertThat(tar(file(long255 + "n", 0, FILE))).hasSize(512 + 512 + 512 + 1024);
  }

  @Test
  void aBinaryExtendedAttributeKeepsItsBytes() throws IOException {
    var capability = new byte[] {1, 0, 0, 2, (byte) 0x80, (byte) 0xff, 0, '\n'};
    var attributes = FILE.withXattrs(Map.of("security.capability", Bytes.of(capability)));
    var text =
        new String(tar(file("/x", 0, attributes)), java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(text).contains("45 SCHILY.xattr.security.capability=\1\0\0\2\u0080\u00ff\0\n\n");
  }

  @Test
  void aHardLinkComesAfterItsTarget() throws IOException {
    var tree =
        FileTree.of(
            Map.of(
                new TreePath("/a"), new Entry.HardLink(new TreePath("/z")),
                new TreePath("/z"), new Entry.RegularFile(FILE, Content.of(new byte[3]))));
    var tar = tar(tree);
    assertThat(tar[0]).isEqualTo((byte) 'z');
    assertThat(tar[1024]).isEqualTo((byte) 'a');
  }

  @Test
  void aContentThatChangedIsAnError() {
    var shorter =
        new Content() {
          @Override
          public long size() {
            return 10;
          }

          @Override
          public InputStream open() {
            return new ByteArrayInputStream(new byte[9]);
          }
        };
    assertThatThrownBy(
            () -> tar(FileTree.of(new TreePath("/x"), new Entry.RegularFile(FILE, shorter))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'/x' was 10 bytes and changed");
  }

  /** Read off once; a change here changes every user's digests, so it belongs in the changelog. */
  @Test
  void keepsItsBytesFromReleaseToRelease() throws IOException {
    var odd = new Attributes(04755, 1000, 3_000_000, 1_700_000_000, new java.util.TreeMap<>());
    var tree =
        FileTree.of(
            Map.of(
                new TreePath("/usr"), new Entry.Directory(Attributes.of(0755, 1)),
                new TreePath("/usr/é"), new Entry.RegularFile(odd, Content.of("hello".getBytes())),
                new TreePath("/usr/link"), new Entry.Symlink(Attributes.of(0777, 1), "é"),
                new TreePath("/usr/same"), new Entry.HardLink(new TreePath("/usr/é")),
                new TreePath("/dev-null"),
                    new Entry.Device(Attributes.of(0666, 1), Entry.Device.Kind.CHARACTER, 1, 3)));
    assertThat(Digest.of(tar(tree)))
        .hasToString("sha256:b10c810a0e34b78033db517e93d17b7494f7cb72c45d46b57698bcdc479436cc");
  }

  private static FileTree file(String path, int size, Attributes attributes) {
    return FileTree.of(
        new TreePath(path), new Entry.RegularFile(attributes, Content.of(new byte[size])));
  }

  private static byte[] tar(FileTree tree) throws IOException {
    var out = new ByteArrayOutputStream();
    TarWriter.write(tree, out);
    return out.toByteArray();
  }
}
