package io.github.whittle.slim;

import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/**
 * Which folders go with what was in them. One that was empty before is there to be used, and one
 * that others than root may write to will be written to.
 */
final class Folders {
  private static final int ORDINARY = 0755;

  private final Subject subject;
  private final Judge judge;

  Folders(Subject subject, Judge judge) {
    this.subject = subject;
    this.judge = judge;
  }

  /**
   * @param left the whole without the files that go
   * @return the folders that go too
   */
  Set<TreePath> emptied(FileTree left) {
    var full = parents(left);
    var fullBefore = parents(subject.whole());
    var gone = new HashSet<TreePath>();
    // Backwards, since a folder stands before what is in it.
    var paths = new ArrayDeque<>(left.entries().keySet());
    while (!paths.isEmpty()) {
      var path = paths.removeLast();
      if (left.entry(path).orElse(null) instanceof Directory folder
          && !full.contains(path)
          && fullBefore.contains(path)
          && !stays(path, folder)) {
        gone.add(path);
      } else {
        full.addAll(path.parents());
      }
    }
    return gone;
  }

  /** The folders in which anything but folders is. */
  private static Set<TreePath> parents(FileTree tree) {
    var parents = new HashSet<TreePath>();
    tree.entries()
        .forEach(
            (path, entry) -> {
              if (!(entry instanceof Directory)) {
                parents.addAll(path.parents());
              }
            });
    return parents;
  }

  private boolean stays(TreePath path, Directory folder) {
    var attributes = folder.attributes();
    return AlwaysKept.isStanding(path)
        || subject.contents().containsKey(path)
        || subject.folders().contains(path)
        || judge.keepsFolder(path)
        || attributes.mode() != ORDINARY
        || attributes.uid() != 0
        || attributes.gid() != 0;
  }
}
