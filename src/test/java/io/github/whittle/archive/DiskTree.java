package io.github.whittle.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.image.Digest;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Bytes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A folder of the disk as a tree, which is what an archive of it should be read as. */
final class DiskTree {
  private DiskTree() {}

  static FileTree read(Path folder) throws IOException {
    var entries = new TreeMap<TreePath, Entry>();
    var seen = new HashMap<Object, TreePath>();
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted().toList()) {
        var path = TreePath.parse(folder.relativize(file).toString());
        var a = Files.readAttributes(file, "unix:*", LinkOption.NOFOLLOW_LINKS);
        boolean again = (int) a.get("nlink") > 1 && !Files.isDirectory(file);
        var first = again ? seen.putIfAbsent(a.get("ino"), path) : null;
        entries.put(path, first == null ? entry(file, a) : new Entry.HardLink(first));
      }
    }
    return digested(FileTree.of(entries));
  }

  /**
   * {@code tree} with digests as contents, which can be compared and shown, and with the first of
   * several names of a file as its home.
   */
  static FileTree digested(FileTree tree) {
    var homes = new HashMap<TreePath, TreePath>();
    var entries = new TreeMap<TreePath, Entry>();
    tree.entries()
        .forEach(
            (path, entry) -> {
              var target = entry instanceof Entry.HardLink link ? link.target() : path;
              var home = homes.putIfAbsent(target, path);
              var inode = tree.inode(path).orElseThrow();
              entries.put(path, home == null ? digested(inode) : new Entry.HardLink(home));
            });
    return FileTree.of(entries);
  }

  private static Entry digested(Entry.Inode inode) {
    return inode instanceof Entry.RegularFile file
        ? new Entry.RegularFile(file.attributes(), digested(file.content()))
        : inode;
  }

  static void assertSame(FileTree actual, FileTree expected) {
    assertThat(lines(actual)).containsExactlyElementsOf(lines(expected));
  }

  private static List<String> lines(FileTree tree) {
    return tree.entries().entrySet().stream().map(Object::toString).toList();
  }

  private static Content digested(Content content) {
    var sha256 = Digest.sha256();
    try (var in = new DigestInputStream(content.open(), sha256)) {
      assertThat(in.transferTo(OutputStream.nullOutputStream())).isEqualTo(content.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Trees.ByteContent(Bytes.of(sha256.digest()));
  }

  private static Entry entry(Path file, Map<String, Object> a) throws IOException {
    var attributes =
        new Attributes(
            (int) a.get("mode") & 07777,
            (int) a.get("uid"),
            (int) a.get("gid"),
            ((FileTime) a.get("lastModifiedTime")).to(TimeUnit.SECONDS),
            new TreeMap<>());
    return switch ((int) a.get("mode") & 0170000) {
      case 0040000 -> new Entry.Directory(attributes);
      case 0120000 -> new Entry.Symlink(attributes, Files.readSymbolicLink(file).toString());
      case 0010000 -> new Entry.Fifo(attributes);
      case 0020000 -> device(attributes, Entry.Device.Kind.CHARACTER, (long) a.get("rdev"));
      case 0060000 -> device(attributes, Entry.Device.Kind.BLOCK, (long) a.get("rdev"));
      default -> new Entry.RegularFile(attributes, Content.of(file));
    };
  }

  private static Entry device(Attributes attributes, Entry.Device.Kind kind, long number) {
    return new Entry.Device(
        attributes,
        kind,
        (int) (number >> 8 & 0xfff),
        (int) (number & 0xff | number >> 12 & 0xfff00));
  }
}
