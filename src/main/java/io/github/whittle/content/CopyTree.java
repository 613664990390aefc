package io.github.whittle.content;

import io.github.whittle.config.CopyItem;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.HardLink;
import io.github.whittle.tree.Entry.Inode;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Paths of another image, with the modes, owners and times that they have there.
 *
 * <p>A path is followed through the links of that image to the file or folder that it means; links
 * inside a folder stay links. A folder that the image has already keeps its attributes.
 */
final class CopyTree {
  private final CopyItem item;
  private final FileTree image;
  private final FileTree below;
  private final TreeMap<TreePath, Entry> entries = new TreeMap<>();

  /** Inodes of the other image that are copied already, and where to: further names link there. */
  private final Map<TreePath, TreePath> copied = new HashMap<>();

  /**
   * @param image the other image
   * @param below the image as it is before the item
   */
  CopyTree(CopyItem item, FileTree image, FileTree below) {
    this.item = item;
    this.image = image;
    this.below = below;
  }

  FileTree read() {
    for (var path : item.paths()) {
      var source = image.resolve(path, true);
      var entry = image.inode(source);
      if (entry.isEmpty() && !source.isRoot()) {
        throw item.where().refuse("'%s' is not in the image '%s'".formatted(path, item.from()));
      }
      if (source.isRoot() || entry.get() instanceof Directory) {
        copyFolder(source, item.target().orElse(path));
      } else {
        copy(source, target(path));
      }
    }
    return FileTree.of(entries);
  }

  /** As COPY: one file takes the name of the target, of several each goes into it. */
  private TreePath target(TreePath file) {
    return item.target()
        .map(target -> item.paths().size() == 1 ? target : target.resolve(file.name()))
        .orElse(file);
  }

  private void copyFolder(TreePath source, TreePath target) {
    copy(source, target);
    image
        .below(source)
        .keySet()
        .forEach(
            path ->
                copy(
                    path,
                    target.resolve(
                        path.value()
                            .substring(source.isRoot() ? 1 : source.value().length() + 1))));
  }

  private void copy(TreePath source, TreePath target) {
    if (target.isRoot()) {
      return;
    }
    var home = image.entry(source).orElse(null) instanceof HardLink link ? link.target() : source;
    var first = copied.putIfAbsent(home, target);
    var inode = image.inode(source);
    if (inode.isPresent()) {
      entries.put(
          target,
          first == null || first.equals(target) || isFolder(inode.get())
              ? kept(target, inode.get())
              : new HardLink(first));
    }
  }

  private Entry kept(TreePath target, Inode inode) {
    var there = below.entry(below.resolve(target, true)).orElse(null);
    return isFolder(inode) && there instanceof Directory ? there : inode;
  }

  private static boolean isFolder(Entry entry) {
    return entry instanceof Directory;
  }
}
