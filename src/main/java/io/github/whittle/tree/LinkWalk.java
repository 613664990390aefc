package io.github.whittle.tree;

import io.github.whittle.tree.Entry.Symlink;
import io.github.whittle.user.InvalidInputException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Follows symbolic links name by name, as the kernel does inside a root: {@code ..} at the top
 * stays at the top, and behind a link leaves the folder that the link leads to.
 *
 * @param inodes what stands at a path; nothing is no obstacle
 */
record LinkWalk(Function<TreePath, Optional<Entry.Inode>> inodes) {
  /** As the kernel: more links than this on one path are a loop. */
  private static final int MAX_LINKS = 40;

  /**
   * @param last whether a link at the end is followed too
   * @throws InvalidInputException for a loop
   */
  TreePath resolve(TreePath path, boolean last) {
    return way(path.value(), last).end();
  }

  /** The same of a path that may hold {@code ..}, with what it led over. */
  Lookup.Way way(String path, boolean last) {
    var ahead = names(path);
    var at = TreePath.ROOT;
    var over = new ArrayList<TreePath>();
    int links = 0;
    while (!ahead.isEmpty()) {
      var name = ahead.poll();
      if (name.equals("..") && !at.isRoot()) {
        over.add(at);
      }
      var next = step(at, name);
      boolean follows = last || !ahead.isEmpty();
      if (follows && inodes.apply(next).orElse(null) instanceof Symlink link) {
        over.add(next);
        if (++links > MAX_LINKS) {
          throw new InvalidInputException("the symbolic links at '%s' are a loop".formatted(path));
        }
        at = link.target().startsWith("/") ? TreePath.ROOT : at;
        var names = names(link.target());
        names.addAll(ahead);
        ahead = names;
      } else {
        at = next;
      }
    }
    return new Lookup.Way(over, at);
  }

  private static ArrayDeque<String> names(String path) {
    var names = new ArrayDeque<>(List.of(path.split("/")));
    names.removeIf(name -> name.isEmpty() || name.equals("."));
    return names;
  }

  private static TreePath step(TreePath at, String name) {
    return name.equals("..") ? at.parent().orElse(TreePath.ROOT) : at.resolve(name);
  }
}
