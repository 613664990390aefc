package io.github.whittle.tree;

import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.Inode;
import io.github.whittle.tree.Entry.Symlink;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A tree as it would be if it had everything that another file system has and it lacks.
 *
 * <p>What the tree has wins, links and folders too, also a folder that only a file in it shows:
 * where it has a folder and the other one a link in its place, that folder shows what the link
 * leads to.
 */
public record Completed(FileTree tree, Lookup source) implements Lookup {
  @Override
  public Optional<Inode> inode(TreePath path) {
    var own = tree.inode(path);
    return own.isPresent() || path.isRoot() || isCovered(path) ? own : lacking(path);
  }

  private boolean isCovered(TreePath path) {
    return path.parents().stream()
        .anyMatch(p -> tree.inode(p).filter(i -> !(i instanceof Directory)).isPresent());
  }

  private Optional<Inode> lacking(TreePath path) {
    var parent = path.parent().orElseThrow();
    var there = source.way(parent.value()).end();
    return source
        .inode(there.resolve(path.name()))
        .filter(inode -> inode instanceof Directory || !tree.hasFolder(path))
        .map(inode -> inode instanceof Symlink link ? moved(link, there, parent) : inode);
  }

  /**
   * A link that begins elsewhere must lead to the same place: without {@code ..}, since what that
   * leaves may not be there.
   */
  private Symlink moved(Symlink link, TreePath from, TreePath to) {
    if (from.equals(to) || link.target().startsWith("/")) {
      return link;
    }
    int name = link.target().lastIndexOf('/') + 1;
    var folder = source.way(from + "/" + link.target().substring(0, name)).end();
    return new Symlink(
        link.attributes(), (folder.isRoot() ? "" : folder) + "/" + link.target().substring(name));
  }

  @Override
  public List<String> names(TreePath folder) {
    var names = new TreeSet<>(tree.names(folder));
    names.addAll(source.names(source.way(folder.value()).end()));
    return List.copyOf(names);
  }
}
