package io.github.whittle.tree;

import java.util.List;
import java.util.Optional;

/** A file system that is asked path by path: a {@link FileTree}, or one too large to be held. */
public interface Lookup {
  /** What stands at a path, which is not followed; empty too where it is below no folder. */
  Optional<Entry.Inode> inode(TreePath path);

  /** The names in a folder, sorted; none where there is no such folder. */
  List<String> names(TreePath folder);

  /**
   * Follows a path as the kernel does inside a root; it may hold {@code ..}.
   *
   * @throws io.github.whittle.user.InvalidInputException for a loop of links, or a name that no
   *     file can have
   */
  default Way way(String path) {
    return new LinkWalk(this::inode).way(path, true);
  }

  /**
   * How a path was followed.
   *
   * @param over what must be there beside the end: links, also at the end, and folders that {@code
   *     ..} leaves
   * @param end where they lead
   */
  record Way(List<TreePath> over, TreePath end) {
    public Way {
      over = List.copyOf(over);
    }
  }
}
