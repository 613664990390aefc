package io.github.whittle.archive;

import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Bytes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Trees of every kind of entry, with names and numbers that do not fit a ustar header. */
final class Trees {
  private Trees() {}

  static Arbitrary<FileTree> any() {
    return Combinators.combine(path(), entry())
        .as(Named::new)
        .list()
        .ofMaxSize(12)
        .map(Trees::tree);
  }

  record Named(TreePath path, Entry entry) {}

  /** The entries that fit each other, hard links to the regular files among them. */
  private static FileTree tree(List<Named> named) {
    var entries = new TreeMap<TreePath, Entry>();
    for (var n : named) {
      var free =
          n.path().parents().stream()
                  .allMatch(p -> !entries.containsKey(p) || isDirectory(entries.get(p)))
              && (isDirectory(n.entry())
                  || entries.keySet().stream().noneMatch(p -> p.isBelow(n.path())));
      if (free) {
        entries.put(n.path(), n.entry());
      }
    }
    var links = new TreeMap<TreePath, Entry>();
    entries.forEach(
        (path, entry) -> {
          var link = new TreePath(path.value() + ".link");
          if (entry instanceof Entry.RegularFile
              && !entries.containsKey(link)
              && link.name().length() < 255) {
            links.put(link, new Entry.HardLink(path));
          }
        });
    entries.putAll(links);
    return FileTree.of(entries);
  }

  private static boolean isDirectory(Entry entry) {
    return entry instanceof Entry.Directory;
  }

  private static Arbitrary<TreePath> path() {
    var name =
        Arbitraries.oneOf(
            Arbitraries.of("a", "b", "usr", "lib"),
            Arbitraries.strings().withCharRange('a', 'f').ofMinLength(1).ofMaxLength(90),
            Arbitraries.of("é", "日本語", "a b", "x\n", "\uDCFF-raw", "..."));
    return name.list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .map(names -> new TreePath("/" + String.join("/", names)));
  }

  private static Arbitrary<Entry> entry() {
    return Combinators.combine(
            attributes(),
            Arbitraries.integers().between(0, 5),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(1500))
        .as(
            (attributes, kind, bytes) ->
                switch (kind) {
                  case 0, 1 -> new Entry.Directory(attributes);
                  case 2 ->
                      new Entry.Symlink(attributes, "../" + "x/".repeat(bytes.length % 70) + "é");
                  case 3 ->
                      new Entry.Device(
                          attributes, Entry.Device.Kind.values()[bytes.length % 2], 4095, 1048575);
                  case 4 -> new Entry.Fifo(attributes);
                  default -> new Entry.RegularFile(attributes, new ByteContent(Bytes.of(bytes)));
                });
  }

  private static Arbitrary<Attributes> attributes() {
    var id = Arbitraries.of(0L, 1000L, 65532L, 2097151L, 2097152L, Attributes.MAX_ID);
    var time = Arbitraries.of(-5L, 0L, 1L, 1_700_000_000L, 077777777777L, 0100000000000L);
    var xattrs =
        Arbitraries.maps(
                Arbitraries.of("security.capability", "user.é", "user.mime"),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(30).map(Bytes::of))
            .ofMaxSize(2);
    return Combinators.combine(Arbitraries.integers().between(0, 07777), id, id, time, xattrs)
        .as((mode, uid, gid, mtime, x) -> new Attributes(mode, uid, gid, mtime, new TreeMap<>(x)));
  }

  /** A content that is equal to another of the same bytes. */
  record ByteContent(Bytes bytes) implements Content {
    @Override
    public long size() {
      return bytes.toArray().length;
    }

    @Override
    public java.io.InputStream open() {
      return new java.io.ByteArrayInputStream(bytes.toArray());
    }
  }

  /** {@code tree} with its contents read, so that trees of equal bytes are equal. */
  static FileTree loaded(FileTree tree) {
    return tree.map(
        (path, entry) -> {
          if (entry instanceof Entry.RegularFile file) {
            try (var in = file.content().open()) {
              return new Entry.RegularFile(
                  file.attributes(), new ByteContent(Bytes.of(in.readAllBytes())));
            } catch (java.io.IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          }
          return entry;
        });
  }
}
