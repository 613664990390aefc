package io.github.whittle.tree;

import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.HardLink;
import io.github.whittle.user.InvalidInputException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a {@link FileTree} promises of its entries. */
final class Promises {
  private Promises() {}

  /** The entries, hard links led to their inodes; refuses those that break a promise. */
  static NavigableMap<TreePath, Entry> kept(Map<TreePath, Entry> entries) {
    var sorted = new TreeMap<>(entries);
    if (sorted.containsKey(TreePath.ROOT) && !(sorted.get(TreePath.ROOT) instanceof Directory)) {
      throw new InvalidInputException("'/' is no directory");
    }
    sorted.forEach(
        (path, entry) -> {
          checkParents(path, sorted);
          if (entry instanceof HardLink link) {
            sorted.put(path, checkedLink(path, link, sorted));
          }
        });
    return sorted;
  }

  private static void checkParents(TreePath path, Map<TreePath, Entry> entries) {
    for (var up = path.parent(); up.isPresent(); up = up.get().parent()) {
      var entry = entries.get(up.get());
      if (entry instanceof Directory) {
        return; // Its own parents were checked at its turn.
      }
      if (entry != null) {
        throw new InvalidInputException(
            "'%s' lies below '%s', which is no directory".formatted(path, up.get()));
      }
    }
  }

  private static HardLink checkedLink(TreePath path, HardLink link, Map<TreePath, Entry> entries) {
    var seen = new TreeSet<TreePath>();
    var last = link;
    while (entries.get(last.target()) instanceof HardLink next) {
      if (!seen.add(last.target())) {
        throw new InvalidInputException("the hard link '%s' links to itself".formatted(path));
      }
      last = next;
    }
    if (entries.get(last.target()) instanceof Directory) {
      throw new InvalidInputException(
          "'%s' is a hard link to the directory '%s'".formatted(path, last.target()));
    }
    if (last.target().equals(path)) {
      throw new InvalidInputException("the hard link '%s' links to itself".formatted(path));
    }
    for (var between : seen) {
      entries.put(between, last); // So that nobody walks the chain again.
    }
    return last;
  }
}
