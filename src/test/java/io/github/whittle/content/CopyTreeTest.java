package io.github.whittle.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.config.Base;
import io.github.whittle.config.CopyItem;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.HardLink;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.Entry.Symlink;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CopyTreeTest {
  private static final Attributes THEIRS = Attributes.of(04750, 7).withOwner(3, 4);
  private static final Entry FOLDER = new Directory(Attributes.of(01777, 7));
  private static final Entry FILE = new RegularFile(THEIRS, Content.of(new byte[5]));

  /** A merged-usr image: /bin is a link, a library has a name by a link, one tool has two names. */
  private static final FileTree IMAGE =
      FileTree.of(
          Map.of(
              path("/bin"),
              link("usr/bin"),
              path("/usr"),
              FOLDER,
              path("/usr/bin"),
              FOLDER,
              path("/usr/bin/tool"),
              FILE,
              path("/usr/bin/twin"),
              new HardLink(path("/usr/bin/tool")),
              path("/usr/bin/alias"),
              link("/usr/bin/tool")));

  @Test
  void aPathKeepsItsPlaceAndWhatTheFileIs() {
    assertThat(copy(null, "/usr/bin/tool")).isEqualTo(FileTree.of(path("/usr/bin/tool"), FILE));
  }

  @Test
  void linksAreFollowedInTheOtherImage() {
    assertThat(copy(null, "/bin/alias")).isEqualTo(FileTree.of(path("/bin/alias"), FILE));
  }

  @Test
  void oneFileTakesTheNameOfTheTargetAndSeveralGoIntoIt() {
    assertThat(copy("/x", "/usr/bin/tool")).isEqualTo(FileTree.of(path("/x"), FILE));
    assertThat(copy("/x", "/usr/bin/tool", "/usr/bin/twin"))
        .isEqualTo(
            FileTree.of(
                Map.of(path("/x/tool"), FILE, path("/x/twin"), new HardLink(path("/x/tool")))));
  }

  @Test
  void aFolderIsCopiedWithWhatIsInItAndItsLinksStayLinks() {
    assertThat(copy("/y", "/bin").entries())
        .containsOnlyKeys(path("/y"), path("/y/alias"), path("/y/tool"), path("/y/twin"))
        .containsEntry(path("/y"), FOLDER)
        .containsEntry(path("/y/alias"), link("/usr/bin/tool"))
        .containsEntry(path("/y/twin"), new HardLink(path("/y/tool")));
    assertThat(copy("/", "/").entries()).hasSize(6);
  }

  @Test
  void aPathThatAnotherHasInItIsCopiedOnce() {
    var folder = copy(null, "/usr/bin");
    assertThat(copy(null, "/usr/bin", "/usr/bin/tool")).isEqualTo(folder);
    assertThat(copy(null, "/usr/bin/tool", "/usr/bin")).isEqualTo(folder);
    assertThat(copy(null, "/usr/bin", "/usr/bin")).isEqualTo(folder);
  }

  @Test
  void aFolderThatIsThereKeepsItsAttributes() {
    var ours = new Directory(Attributes.of(0700, 1));
    var tree =
        new CopyTree(item(null, "/usr/bin"), IMAGE, FileTree.of(path("/usr/bin"), ours)).read();
    assertThat(tree.entry(path("/usr/bin"))).contains(ours);
  }

  @Test
  void whatIsNotThereIsToldWithTheImage() {
    assertThatThrownBy(() -> copy(null, "/usr/bin/tol"))
        .hasMessage(
            "pom.xml:7: <copy>: '/usr/bin/tol' is not in the image 'localhost:5000/base:1'");
  }

  private static FileTree copy(String target, String... paths) {
    return new CopyTree(item(target, paths), IMAGE, FileTree.empty()).read();
  }

  private static CopyItem item(String target, String... paths) {
    return new CopyItem(
        Scenes.where("<copy>"),
        Base.parse("localhost:5000/base:1", Path.of("")),
        Stream.of(paths).map(TreePath::new).toList(),
        Optional.ofNullable(target).map(TreePath::new),
        false,
        Optional.empty());
  }

  private static Entry link(String target) {
    return new Symlink(Attributes.of(0777, 7), target);
  }

  private static TreePath path(String text) {
    return new TreePath(text);
  }
}
