package io.github.whittle.tree;

import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.HardLink;
import io.github.whittle.user.InvalidInputException;
import java.util.Collection;
import java.util.HashSet;
import java.util.TreeMap;

/**
 * Lays a layer over a tree, as a runtime does when it unpacks an image.
 *
 * <p>A layer is a tree in which files with the prefix {@code .wh.} take paths of the tree below
 * away; they are markers and never in the result.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md#whiteouts">OCI
 *     layer, whiteouts</a>
 */
public final class Overlay {
  public static final String WHITEOUT = ".wh.";
  public static final String OPAQUE = ".wh..wh..opq";

  private Overlay() {}

  /**
   * The tree that shows when {@code layer} lies over {@code lower}.
   *
   * @throws InvalidInputException for a marker that names no file, and for a hard link to nothing
   */
  public static FileTree overlay(FileTree lower, FileTree layer) {
    var added = new TreeMap<TreePath, Entry>();
    var gone = new HashSet<TreePath>();
    layer
        .entries()
        .forEach(
            (path, entry) -> {
              var to = landing(lower, layer, path);
              if (path.name().startsWith(WHITEOUT)) {
                takeAway(lower, to, gone);
              } else {
                makeRoom(lower, to, entry, gone);
                added.put(to, relocated(lower, layer, entry));
              }
            });
    var result = lower.without(gone).with(added);
    result.entries().forEach((path, entry) -> checkLink(result, path, entry));
    return result;
  }

  /**
   * Where an entry of the layer comes to lie: a parent that the layer itself does not have, and
   * that is a link below, is followed, as containerd and umoci do.
   */
  private static TreePath landing(FileTree lower, FileTree layer, TreePath path) {
    for (var parent : path.parents()) {
      if (layer.entry(parent).isEmpty()
          && lower.entry(parent).orElse(null) instanceof Entry.Symlink) {
        var to = lower.resolve(parent, true);
        return landing(
            lower, layer, to.resolve(path.value().substring(parent.value().length() + 1)));
      }
    }
    return path;
  }

  private static void takeAway(FileTree lower, TreePath marker, Collection<TreePath> gone) {
    var folder = marker.parent().orElse(TreePath.ROOT);
    if (marker.name().equals(OPAQUE)) {
      gone.addAll(lower.below(folder).keySet());
      return;
    }
    var name = marker.name().substring(WHITEOUT.length());
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      throw new InvalidInputException("the whiteout '%s' names no file".formatted(marker));
    }
    gone.add(folder.resolve(name));
  }

  private static void makeRoom(
      FileTree lower, TreePath path, Entry entry, Collection<TreePath> gone) {
    for (var parent : path.parents()) {
      lower.entry(parent).filter(e -> !(e instanceof Directory)).ifPresent(e -> gone.add(parent));
    }
    boolean merges =
        entry instanceof Directory
            && lower.entry(path).filter(e -> !(e instanceof Directory)).isEmpty();
    if (!merges) {
      gone.add(path);
    }
  }

  private static Entry relocated(FileTree lower, FileTree layer, Entry entry) {
    return entry instanceof HardLink link
        ? new HardLink(landing(lower, layer, link.target()))
        : entry;
  }

  private static void checkLink(FileTree tree, TreePath path, Entry entry) {
    if (entry instanceof HardLink && tree.inode(path).isEmpty()) {
      throw new InvalidInputException(
          "'%s' is a hard link to '%s', which is not there"
              .formatted(path, ((HardLink) entry).target()));
    }
  }
}
