package io.github.whittle.sandbox;

import io.github.whittle.tree.Entry.Symlink;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What of an image a name stands for: every link on the way, and what is at its end; each by the
 * path under which the image has it.
 */
final class Touched {
  private final FileTree tree;
  private final SortedSet<TreePath> found = new TreeSet<>();

  private Touched(FileTree tree) {
    this.tree = tree;
  }

  /**
   * The entries of the image that {@code names} stand for. What the program made itself gives the
   * folder that it was made in, since that must be there.
   */
  static SortedSet<TreePath> of(Collection<TreePath> names, FileTree tree) {
    var touched = new Touched(tree);
    names.forEach(touched::add);
    return touched.found;
  }

  private void add(TreePath name) {
    try {
      for (var parent : name.parents()) {
        link(parent);
      }
      link(name);
      var end = tree.resolve(name, false);
      found.add(standing(end));
    } catch (InvalidInputException e) {
      // A loop of links: nobody could touch what is behind it.
    }
  }

  private TreePath standing(TreePath path) {
    var at = path;
    while (tree.entry(at).isEmpty() && !at.isRoot()) {
      at = at.parent().orElseThrow();
    }
    return at;
  }

  /** Adds a link, and what stands where it leads; each link once. */
  private void link(TreePath name) {
    var path = tree.resolve(name, false);
    if (tree.inode(path).orElse(null) instanceof Symlink link && found.add(path)) {
      var base = link.target().startsWith("/") ? TreePath.ROOT : path.parent().orElseThrow();
      add(climbed(base, link.target()));
    }
  }

  /** {@code base} has no links in it, so {@code ..} at the front of the target climbs by name. */
  private static TreePath climbed(TreePath base, String target) {
    var at = base;
    for (var name : target.split("/")) {
      if (name.equals("..")) {
        at = at.parent().orElse(TreePath.ROOT);
      } else if (!name.isEmpty() && !name.equals(".")) {
        at = at.resolve(name);
      }
    }
    return at;
  }
}
