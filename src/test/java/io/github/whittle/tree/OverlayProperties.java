package io.github.whittle.tree;

import static io.github.whittle.tree.Overlay.overlay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.tree.Entry.HardLink;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.Entry.Symlink;
import io.github.whittle.user.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class OverlayProperties {
  private static final Attributes A = Attributes.of(0644, 1);
  private static final Entry FOLDER = new Entry.Directory(Attributes.of(0755, 1));
  private static final Entry OLD = new RegularFile(A, Content.of("old".getBytes()));
  private static final Entry NEW = new RegularFile(A, Content.of("new".getBytes()));

  @Property(tries = 400)
  void unpacksAsADiskDoes(
      @ForAll("complete") FileTree lower,
      @ForAll("layers") FileTree first,
      @ForAll("layers") FileTree second) {
    // A link among the parents of a hard link's target is another matter: see the examples.
    Assume.that(SmallTrees.noLinksOnTheWay(List.of(lower, first, second)));
    var disk = new DiskModel();
    disk.unpack(lower);
    var tree = lower;
    for (var layer : new FileTree[] {first, second}) {
      var below = tree;
      try {
        disk.unpack(layer);
      } catch (DiskModel.Refused e) {
        assertThatThrownBy(() -> overlay(below, layer)).isInstanceOf(InvalidInputException.class);
        return;
      }
      tree = overlay(below, layer);
      assertThat(FileIdentity.of(tree)).isEqualTo(disk.identity());
    }
  }

  @Property(tries = 300)
  void theDifferenceOfTwoTreesMakesTheOneTheOther(
      @ForAll("complete") FileTree from, @ForAll("complete") FileTree to) {
    assertThat(FileIdentity.of(overlay(from, difference(from, to)))).isEqualTo(FileIdentity.of(to));
  }

  /** All of the other tree, and a whiteout for what is only in the one. */
  private static FileTree difference(FileTree from, FileTree to) {
    var layer = new TreeMap<>(to.entries());
    for (var path : from.entries().keySet()) {
      var parent = path.parent().orElseThrow();
      boolean parentStays =
          parent.isRoot() || to.entry(parent).orElse(null) instanceof Entry.Directory;
      if (to.entry(path).isEmpty() && parentStays) {
        layer.put(parent.resolve(".wh." + path.name()), NEW);
      }
    }
    return FileTree.of(layer);
  }

  @Property(tries = 300)
  void aLayerOverNothingIsItselfWithoutItsMarkers(@ForAll("layers") FileTree layer) {
    var unmarked =
        layer.without(
            layer.entries().keySet().stream().filter(p -> p.name().startsWith(".wh.")).toList());
    Assume.that(unmarked.entries().keySet().stream().allMatch(p -> unmarked.inode(p).isPresent()));
    assertThat(overlay(FileTree.empty(), layer)).isEqualTo(unmarked);
  }

  @Property(tries = 300)
  void nothingOverATreeIsTheTree(@ForAll("complete") FileTree tree) {
    assertThat(overlay(tree, FileTree.empty())).isEqualTo(tree);
    assertThat(FileIdentity.of(overlay(tree, tree))).isEqualTo(FileIdentity.of(tree));
  }

  @Property(tries = 300)
  void layersWithoutMarkersMayBeJoinedFirst(
      @ForAll("alike") FileTree a, @ForAll("alike") FileTree b, @ForAll("alike") FileTree c) {
    assertThat(FileIdentity.of(overlay(a, overlay(b, c))))
        .isEqualTo(FileIdentity.of(overlay(overlay(a, b), c)));
  }

  @Property(tries = 300)
  void noMarkerIsEverInTheResult(
      @ForAll("complete") FileTree lower, @ForAll("hostile") FileTree layer) {
    FileTree result;
    try {
      result = overlay(lower, layer);
    } catch (InvalidInputException e) {
      return;
    }
    assertThat(result.entries().keySet()).noneMatch(p -> p.value().contains("/.wh."));
  }

  @Example
  void aFileReplacesAFolderAndBack() {
    var folder = tree(Map.of("/a", FOLDER, "/a/b", OLD, "/a/b2", OLD));
    var file = tree(Map.of("/a", NEW));
    assertThat(overlay(folder, file)).isEqualTo(file);
    assertThat(overlay(file, folder)).isEqualTo(folder);
  }

  @Example
  void aFileStaysUnderItsOtherNames() {
    var lower = tree(Map.of("/a", OLD, "/b", hardLink("/a"), "/c", hardLink("/a")));
    var left = tree(Map.of("/b", OLD, "/c", hardLink("/b")));
    assertThat(overlay(lower, tree(Map.of("/.wh.a", NEW)))).isEqualTo(left);
    assertThat(overlay(lower, tree(Map.of("/a", NEW))))
        .isEqualTo(left.with(Map.of(new TreePath("/a"), NEW)));
    assertThat(overlay(lower, tree(Map.of("/a", FOLDER, "/a/x", NEW))).inode(new TreePath("/c")))
        .contains((Entry.Inode) OLD);
  }

  @Example
  void aHardLinkMayLeadToALayerBelow() {
    var lower = tree(Map.of("/a", OLD));
    assertThat(overlay(lower, tree(Map.of("/b", hardLink("/a")))))
        .isEqualTo(tree(Map.of("/a", OLD, "/b", hardLink("/a"))));
    assertThatThrownBy(() -> overlay(lower, tree(Map.of("/b", hardLink("/c")))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("'/b' is a hard link to '/c', which is not there");
  }

  @Example
  void aFileBelowALinkIsWrittenWhereTheLinkLeads() {
    var lower = tree(Map.of("/bin", link("usr/bin"), "/usr", FOLDER, "/usr/bin", FOLDER));
    var written = overlay(lower, tree(Map.of("/bin/a", NEW, "/bin/b", hardLink("/bin/a"))));
    assertThat(written)
        .isEqualTo(
            lower.with(
                Map.of(
                    new TreePath("/usr/bin/a"),
                    NEW,
                    new TreePath("/usr/bin/b"),
                    hardLink("/usr/bin/a"))));
    assertThat(overlay(written, tree(Map.of("/bin/.wh.a", NEW))).entry(new TreePath("/usr/bin/a")))
        .isEmpty();
  }

  @Example
  void aLinkWithASecondNameIsFollowedToo() {
    var lower = tree(Map.of("/a", link("d"), "/b", hardLink("/a"), "/d", FOLDER));
    assertThat(overlay(lower, tree(Map.of("/b/x", NEW))).entry(new TreePath("/d/x"))).contains(NEW);
  }

  @Example
  void aFolderOfTheLayerReplacesALink() {
    var lower = tree(Map.of("/bin", link("usr/bin"), "/usr", FOLDER, "/usr/bin", FOLDER));
    var layer = tree(Map.of("/bin", FOLDER, "/bin/a", NEW));
    assertThat(overlay(lower, layer)).isEqualTo(lower.with(layer.entries()));
  }

  @Example
  void aLinkThatIsTakenAwayLeadsNowhere() {
    var lower = tree(Map.of("/bin", link("usr"), "/usr", FOLDER, "/d", FOLDER, "/d/l", link("/")));
    var whiteout = overlay(lower, tree(Map.of("/.wh.bin", NEW, "/bin/a", NEW)));
    assertThat(whiteout.entry(new TreePath("/bin/a"))).contains(NEW);
    assertThat(whiteout.entry(new TreePath("/usr/a"))).isEmpty();
    var opaque = overlay(lower, tree(Map.of("/d/.wh..wh..opq", NEW, "/d/l/a", NEW)));
    assertThat(opaque.entry(new TreePath("/d/l/a"))).contains(NEW);
  }

  @Example
  void aLinkLeadsWhereTheLayerHasFoldersOfItsOwn() {
    var lower = tree(Map.of("/a", link("b"), "/b", link("c"), "/c", FOLDER));
    var layer = tree(Map.of("/a/x", NEW, "/b", FOLDER));
    assertThat(overlay(lower, layer).entry(new TreePath("/b/x"))).contains(NEW);
  }

  @Example
  void whatStandsBelowAMarkerIsRefusedUnlessItIsAufsOwn() {
    assertThatThrownBy(() -> overlay(FileTree.empty(), tree(Map.of("/.wh.a/b", NEW))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("'/.wh.a/b' lies below a whiteout");
    assertThat(overlay(FileTree.empty(), tree(Map.of("/.wh..wh.plnk/1.2", NEW, "/a", NEW))))
        .isEqualTo(tree(Map.of("/a", NEW)));
  }

  @Example
  void aWhiteoutNamesAFile() {
    for (var name : new String[] {"/.wh.", "/d/.wh..", "/d/.wh..."}) {
      assertThatThrownBy(() -> overlay(FileTree.empty(), tree(Map.of(name, NEW))))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("names no file");
    }
  }

  private static FileTree tree(Map<String, Entry> entries) {
    var paths = new TreeMap<TreePath, Entry>();
    entries.forEach((path, entry) -> paths.put(new TreePath(path), entry));
    return FileTree.of(paths);
  }

  private static Entry link(String target) {
    return new Symlink(A, target);
  }

  private static Entry hardLink(String target) {
    return new HardLink(new TreePath(target));
  }

  @Provide
  Arbitrary<FileTree> complete() {
    return SmallTrees.complete();
  }

  @Provide
  Arbitrary<FileTree> layers() {
    return SmallTrees.layers();
  }

  @Provide
  Arbitrary<FileTree> alike() {
    return SmallTrees.alike();
  }

  /** Markers may be folders, and may have files below them. */
  @Provide
  Arbitrary<FileTree> hostile() {
    return SmallTrees.named("a", "b", ".wh.a", ".wh..wh..opq", ".wh..wh.plnk");
  }
}
