package io.github.whittle.tree;

import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.HardLink;
import io.github.whittle.user.InvalidInputException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Trees of few names, so that in two of them the same path is often something else. */
public final class SmallTrees {
  private SmallTrees() {}

  /** Any entries at any paths: most of such maps are no tree. */
  static Arbitrary<Map<TreePath, Entry>> maps() {
    return Arbitraries.maps(paths("a", "b", "c"), entries()).ofMaxSize(10);
  }

  /** Trees of other names. */
  static Arbitrary<FileTree> named(String... names) {
    return Arbitraries.maps(paths(names), entries()).ofMaxSize(10).map(SmallTrees::fitting);
  }

  /** Trees in which parents may be missing, and hard links may lead out. */
  static Arbitrary<FileTree> trees() {
    return maps().map(SmallTrees::fitting);
  }

  /** Trees as they are on disk: with all parents, and the targets of all hard links. */
  static Arbitrary<FileTree> complete() {
    return Combinators.combine(trees(), attributes()).as(SmallTrees::completed);
  }

  /** As {@link #complete}; but a path is a directory in all of them, or in none. */
  static Arbitrary<FileTree> alike() {
    var files = paths("d", "e").flatMap(folder -> Arbitraries.of("f", "g").map(folder::resolve));
    return Combinators.combine(
            Arbitraries.maps(files, entries().filter(e -> !(e instanceof Directory)))
                .ofMaxSize(6)
                .map(SmallTrees::fitting),
            attributes())
        .as(SmallTrees::completed);
  }

  /** Layers with all parents, and with markers in them. */
  public static Arbitrary<FileTree> layers() {
    var markers =
        Arbitraries.oneOf(
                paths("a", "b", "c")
                    .map(p -> p.parent().orElseThrow().resolve(Overlay.WHITEOUT + p.name())),
                paths("a", "b").map(p -> p.resolve(Overlay.OPAQUE)))
            .set()
            .ofMaxSize(3);
    return Combinators.combine(maps(), markers, attributes())
        .as(
            (map, marked, attributes) -> {
              var all = new TreeMap<>(map);
              marked.forEach(m -> all.put(m, new Entry.RegularFile(attributes, NOTHING)));
              return withParents(fitting(all), attributes);
            });
  }

  /**
   * Whether no hard link of the trees leads through a symbolic link: {@link DiskModel} follows
   * none.
   */
  public static boolean noLinksOnTheWay(Collection<FileTree> trees) {
    return trees.stream()
        .flatMap(tree -> tree.entries().values().stream())
        .filter(HardLink.class::isInstance)
        .flatMap(entry -> ((HardLink) entry).target().parents().stream())
        .noneMatch(
            p -> trees.stream().anyMatch(t -> t.inode(p).orElse(null) instanceof Entry.Symlink));
  }

  static Arbitrary<TreePath> paths(String... names) {
    return Arbitraries.of(names)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(n -> new TreePath("/" + String.join("/", n)));
  }

  static Arbitrary<Attributes> attributes() {
    return Arbitraries.of(0700, 0755, 01777).map(mode -> Attributes.of(mode, 1));
  }

  private static final Content NOTHING = Content.of(new byte[0]);

  private static Arbitrary<Entry> entries() {
    var contents = Arbitraries.of("one", "two", "three").map(t -> Content.of(t.getBytes()));
    var targets =
        Arbitraries.of(
            "a",
            "b",
            "c",
            "/a",
            "/a/b",
            "../b",
            "../../..",
            "b/../c",
            ".",
            "/",
            "a/b",
            "x",
            "/x/..");
    Arbitrary<Entry> directory = attributes().map(Directory::new);
    Arbitrary<Entry> file = Combinators.combine(attributes(), contents).as(Entry.RegularFile::new);
    Arbitrary<Entry> link =
        targets.map(target -> new Entry.Symlink(Attributes.of(0777, 1), target));
    Arbitrary<Entry> hardLink = paths("a", "b", "c").map(HardLink::new);
    return Arbitraries.frequencyOf(
        Tuple.of(3, directory), Tuple.of(3, file), Tuple.of(2, link), Tuple.of(2, hardLink));
  }

  /** As many of the entries as make up a tree. */
  private static FileTree fitting(Map<TreePath, Entry> entries) {
    var tree = FileTree.empty();
    for (var entry : new TreeMap<>(entries).entrySet()) {
      try {
        tree = tree.with(Map.of(entry.getKey(), entry.getValue()));
      } catch (InvalidInputException e) {
        // Does not fit what is there.
      }
    }
    return tree;
  }

  /** With all parents, and without the hard links that lead out. */
  private static FileTree completed(FileTree tree, Attributes attributes) {
    return withParents(
        tree.without(
            tree.entries().keySet().stream().filter(p -> tree.inode(p).isEmpty()).toList()),
        attributes);
  }

  private static FileTree withParents(FileTree tree, Attributes attributes) {
    var toFolders =
        tree.entries().entrySet().stream()
            .filter(e -> e.getValue() instanceof HardLink link && hasChildren(tree, link.target()))
            .map(Map.Entry::getKey)
            .toList();
    return toFolders.isEmpty()
        ? tree.withParents(FileTree.empty(), attributes)
        : withParents(tree.without(toFolders), attributes);
  }

  private static boolean hasChildren(FileTree tree, TreePath path) {
    return !tree.below(path).isEmpty();
  }
}
