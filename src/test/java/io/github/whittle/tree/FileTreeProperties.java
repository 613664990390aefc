package io.github.whittle.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.HardLink;
import io.github.whittle.tree.Entry.Symlink;
import io.github.whittle.user.InvalidInputException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FileTreeProperties {
  @Property(tries = 300)
  void anyEntriesAreATreeOrRefused(@ForAll("maps") Map<TreePath, Entry> entries) {
    FileTree tree;
    try {
      tree = FileTree.of(entries);
    } catch (InvalidInputException e) {
      return;
    }
    assertThat(tree.entries().keySet()).isEqualTo(entries.keySet());
    checkPromises(tree);
  }

  @Property(tries = 300)
  void aFolderComesBeforeWhatIsInIt(@ForAll("trees") FileTree tree) {
    var seen = new ArrayList<TreePath>();
    for (var path : tree.entries().keySet()) {
      assertThat(seen).noneMatch(earlier -> earlier.isBelow(path));
      seen.add(path);
    }
    assertThat(seen).isSorted();
  }

  @Property(tries = 300)
  void belowIsEveryPathThatBeginsWithTheFolder(
      @ForAll("trees") FileTree tree, @ForAll("paths") TreePath folder) {
    assertThat(tree.below(folder).keySet())
        .containsExactlyElementsOf(
            tree.entries().keySet().stream().filter(p -> p.isBelow(folder)).toList());
    assertThat(tree.below(TreePath.ROOT)).isEqualTo(tree.entries());
  }

  @Example
  void belowAFolderOfTheLongestName() {
    var folder = new TreePath("/" + "x".repeat(255));
    var file = folder.resolve("y");
    var tree = FileTree.of(Map.of(folder, DIRECTORY, file, DIRECTORY));
    assertThat(tree.below(folder).keySet()).containsExactly(file);
    assertThat(tree.without(Set.of(folder)).isEmpty()).isTrue();

    var longest = new TreePath(("/" + "x".repeat(254)).repeat(16) + "/" + "x".repeat(14));
    assertThat(FileTree.of(longest, DIRECTORY).below(longest)).isEmpty();
  }

  @Property(tries = 300)
  void withoutTakesPathsAwayAndNothingElse(
      @ForAll("trees") FileTree tree, @ForAll("pathSets") Set<TreePath> gone) {
    var left = tree.without(gone);
    checkPromises(left);
    assertThat(left.entries().keySet())
        .containsExactlyElementsOf(
            tree.entries().keySet().stream()
                .filter(p -> gone.stream().noneMatch(g -> p.equals(g) || p.isBelow(g)))
                .toList());
    for (var path : left.entries().keySet()) {
      assertThat(left.inode(path)).isEqualTo(tree.inode(path));
    }
    assertThat(FileIdentity.of(left)).isEqualTo(FileIdentity.of(tree).only(left));
  }

  @Property(tries = 300)
  void withPutsEntriesAndKeepsTheOthers(
      @ForAll("trees") FileTree tree, @ForAll("maps") Map<TreePath, Entry> others) {
    FileTree both;
    try {
      both = tree.with(others);
    } catch (InvalidInputException e) {
      return;
    }
    checkPromises(both);
    var paths = new TreeSet<>(tree.entries().keySet());
    paths.addAll(others.keySet());
    assertThat(both.entries().keySet()).isEqualTo(paths);
    paths.removeAll(others.keySet());
    for (var path : paths) {
      // Also where another name of the inode was replaced; only a link to nothing may find a
      // target.
      if (tree.inode(path).isPresent()) {
        assertThat(both.inode(path)).isEqualTo(tree.inode(path));
      }
    }
    others.forEach(
        (path, entry) -> {
          if (!(entry instanceof HardLink)) {
            assertThat(both.entry(path)).contains(entry);
          }
        });
  }

  @Property(tries = 300)
  void withParentsAddsMissingFoldersOnly(
      @ForAll("trees") FileTree tree, @ForAll("trees") FileTree base) {
    var otherwise = Attributes.of(0711, 7);
    FileTree whole;
    try {
      whole = tree.withParents(base, otherwise);
    } catch (InvalidInputException e) {
      assertThat(e).hasMessageContaining("is a hard link to the directory");
      return;
    }
    assertThat(whole.entries()).containsAllEntriesOf(tree.entries());
    for (var path : whole.entries().keySet()) {
      assertThat(path.parents()).allMatch(p -> whole.entry(p).get() instanceof Directory);
      if (tree.entry(path).isEmpty()) {
        assertThat(tree.below(path)).isNotEmpty();
        assertThat(whole.entry(path))
            .contains(
                base.entry(path)
                    .filter(Directory.class::isInstance)
                    .orElse(new Directory(otherwise)));
      }
    }
    assertThat(whole.withParents(base, otherwise)).isEqualTo(whole);
  }

  @Property(tries = 1000)
  void resolveWalksAsTheKernelDoes(
      @ForAll("trees") FileTree tree, @ForAll("paths") TreePath path, @ForAll boolean last) {
    var expected = walk(tree, path, last);
    if (expected.isEmpty()) {
      assertThatThrownBy(() -> tree.resolve(path, last))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("are a loop");
      return;
    }
    var resolved = tree.resolve(path, last);
    assertThat(resolved).isEqualTo(expected.get());
    assertThat(resolved.parents()).noneMatch(p -> tree.inode(p).orElse(null) instanceof Symlink);
    assertThat(tree.resolve(resolved, last)).isEqualTo(resolved);
  }

  /** Name by name, with what is still to be walked in a queue; empty for a loop. */
  private static Optional<TreePath> walk(FileTree tree, TreePath path, boolean last) {
    var ahead = new ArrayDeque<>(List.of(path.relative().split("/")));
    var at = TreePath.ROOT;
    int links = 0;
    while (!ahead.isEmpty()) {
      var name = ahead.poll();
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (name.equals("..")) {
        at = at.parent().orElse(TreePath.ROOT);
        continue;
      }
      var next = at.resolve(name);
      if (tree.inode(next).orElse(null) instanceof Symlink link && (last || !ahead.isEmpty())) {
        if (++links > 40) {
          return Optional.empty();
        }
        at = link.target().startsWith("/") ? TreePath.ROOT : at;
        var names = List.of(link.target().split("/"));
        for (int i = names.size() - 1; i >= 0; i--) {
          ahead.addFirst(names.get(i));
        }
      } else {
        at = next;
      }
    }
    return Optional.of(at);
  }

  @Example
  void theRootIsADirectory() {
    assertThat(FileTree.of(TreePath.ROOT, DIRECTORY).entries()).hasSize(1);
    assertThatThrownBy(() -> FileTree.of(TreePath.ROOT, new Symlink(Attributes.of(0777, 0), "/a")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("'/' is no directory");
  }

  @Example
  void aLongChainOfHardLinksIsShortened() {
    var entries = new TreeMap<TreePath, Entry>();
    for (int i = 0; i < 20_000; i++) {
      entries.put(link(i), new HardLink(link(i + 1)));
    }
    var targets = new HashSet<>(FileTree.of(entries).entries().values());
    assertThat(targets).containsExactly(new HardLink(link(20_000)));
  }

  private static TreePath link(int number) {
    return new TreePath("/%06d".formatted(number));
  }

  private static void checkPromises(FileTree tree) {
    tree.entries()
        .forEach(
            (path, entry) -> {
              assertThat(path.parents())
                  .allMatch(p -> tree.entry(p).filter(e -> !(e instanceof Directory)).isEmpty());
              if (entry instanceof HardLink link) {
                assertThat(tree.entry(link.target()).stream().toList())
                    .doesNotHaveAnyElementsOfTypes(HardLink.class, Directory.class);
              }
            });
  }

  private static final Entry DIRECTORY = new Directory(Attributes.of(0755, 0));

  @Provide
  Arbitrary<Map<TreePath, Entry>> maps() {
    return SmallTrees.maps();
  }

  @Provide
  Arbitrary<FileTree> trees() {
    return SmallTrees.trees();
  }

  @Provide
  Arbitrary<TreePath> paths() {
    return SmallTrees.paths("a", "b", "c", "x");
  }

  @Provide
  Arbitrary<Set<TreePath>> pathSets() {
    return SmallTrees.paths("a", "b", "c").set().ofMaxSize(4);
  }
}
