package io.github.whittle.build;

import io.github.whittle.config.ContentItem;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.Overlay;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.util.TreeMap;

/**
 * The file system of an image while items are put into it, one after the other.
 *
 * <p>A path below a folder that is a link is written where the link leads. Of two items on one path
 * the later wins, but two single items there are an error.
 */
final class Rootfs {
  private final TreeMap<TreePath, Entry> added = new TreeMap<>();
  private final TreeMap<TreePath, ContentItem> singles = new TreeMap<>();
  private FileTree whole = FileTree.empty();
  private int overwritten;

  /** Everything as it is now. */
  FileTree whole() {
    return whole;
  }

  /** What the items put there. */
  FileTree added() {
    return FileTree.of(added);
  }

  /** How many files and links were replaced by later items. */
  int overwritten() {
    return overwritten;
  }

  void put(ContentItem item, FileTree tree) {
    var placed = new TreeMap<TreePath, Entry>();
    try {
      tree.entries().forEach((path, entry) -> placed.put(place(item, path, entry), entry));
      placed.forEach((path, entry) -> count(item, path, entry));
      added.putAll(placed);
      whole = whole.with(placed);
    } catch (InvalidInputException e) {
      throw item.where().refuse(e.getMessage());
    }
  }

  private TreePath place(ContentItem item, TreePath path, Entry entry) {
    if (path.name().startsWith(Overlay.WHITEOUT)) {
      throw new InvalidInputException(
          "'%s' begins with '%s', which in a layer means that a file is deleted; exclude or rename it"
              .formatted(path, Overlay.WHITEOUT));
    }
    return whole.resolve(path, entry instanceof Directory);
  }

  private void count(ContentItem item, TreePath path, Entry entry) {
    var before = whole.entry(path).orElse(null);
    boolean folder = entry instanceof Directory;
    if (before instanceof Directory && !folder) {
      throw new InvalidInputException(
          "'%s' is a folder already; write the whole path with the name".formatted(path));
    }
    if (!item.isSingle()) {
      singles.remove(path);
    } else {
      var other = singles.put(path, item);
      if (other != null) {
        throw new InvalidInputException(
            "'%s' is the target of %s too; remove one".formatted(path, other.where()));
      }
    }
    overwritten += before == null || before instanceof Directory ? 0 : 1;
  }

  /** Whether a single item (no folder, no archive) put the entry there. */
  boolean isSingle(TreePath path) {
    return singles.containsKey(path);
  }
}
