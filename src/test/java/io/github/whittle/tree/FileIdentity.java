package io.github.whittle.tree;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A tree as a program sees it: what is at each path, and which paths are the same file. Which of
 * them is the inode and which the hard link is nobody's business.
 *
 * @param inodes nothing for a hard link that leads out of the tree
 */
public record FileIdentity(
    Map<TreePath, Optional<Entry.Inode>> inodes, Map<TreePath, SortedSet<TreePath>> names) {
  public static FileIdentity of(FileTree tree) {
    var byHome = new TreeMap<TreePath, SortedSet<TreePath>>();
    var inodes = new TreeMap<TreePath, Optional<Entry.Inode>>();
    tree.entries()
        .forEach(
            (path, entry) -> {
              var home = entry instanceof Entry.HardLink link ? link.target() : path;
              byHome.computeIfAbsent(home, h -> new TreeSet<>()).add(path);
              inodes.put(path, tree.inode(path));
            });
    var names = new TreeMap<TreePath, SortedSet<TreePath>>();
    byHome.values().forEach(group -> group.forEach(path -> names.put(path, group)));
    return new FileIdentity(inodes, names);
  }

  /** What is left of this one in a tree of fewer paths. */
  FileIdentity only(FileTree tree) {
    var paths = tree.entries().keySet();
    var leftInodes = new TreeMap<>(inodes);
    leftInodes.keySet().retainAll(paths);
    var leftNames = new TreeMap<TreePath, SortedSet<TreePath>>();
    for (var path : paths) {
      var group = new TreeSet<>(names.get(path));
      group.retainAll(paths);
      leftNames.put(path, group);
    }
    return new FileIdentity(leftInodes, leftNames);
  }
}
