package io.github.whittle.tree;

import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.HardLink;
import io.github.whittle.user.InvalidInputException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

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

  /** What AUFS keeps for itself, and old images have in their layers; it is for nobody else. */
  private static final String AUFS = ".wh..wh.";

  private Overlay() {}

  /**
   * The tree that shows when {@code layer} lies over {@code lower}.
   *
   * @throws InvalidInputException for a marker that names no file or has something below it, and
   *     for a hard link to nothing
   */
  public static FileTree overlay(FileTree lower, FileTree layer) {
    var kept = lower.without(takenAway(lower, layer));
    var landing = new LinkWalk(path -> shown(kept, layer, path));
    var added = new TreeMap<TreePath, Entry>();
    var gone = new HashSet<TreePath>();
    layer
        .entries()
        .forEach(
            (path, entry) -> {
              if (marker(path).isEmpty()) {
                var to = landing.resolve(path, false);
                makeRoom(kept, to, entry, gone);
                added.put(to, relocated(landing, entry));
              }
            });
    var result = kept.without(gone).with(added);
    result.entries().forEach((path, entry) -> checkLink(result, path, entry));
    return result;
  }

  /**
   * What stands at a path, as far as it decides where an entry of the layer comes to lie: a parent
   * that the layer itself does not have, and that is a link below, is followed, as containerd and
   * umoci do.
   */
  private static Optional<Entry.Inode> shown(FileTree lower, FileTree layer, TreePath path) {
    return layer.entry(path).isPresent() ? layer.inode(path) : lower.inode(path);
  }

  /** The whiteout that a path is, or lies below. */
  private static Optional<TreePath> marker(TreePath path) {
    if (!path.value().contains("/" + WHITEOUT)) {
      return Optional.empty();
    }
    return Stream.concat(path.parents().stream(), Stream.of(path))
        .filter(p -> p.name().startsWith(WHITEOUT))
        .findFirst();
  }

  /** Markers are for what is below the layer, never for the layer itself, wherever they stand. */
  private static Collection<TreePath> takenAway(FileTree lower, FileTree layer) {
    var landing = new LinkWalk(path -> shown(lower, layer, path));
    var gone = new HashSet<TreePath>();
    for (var path : layer.entries().keySet()) {
      marker(path).ifPresent(m -> takeAway(lower, m, path, landing, gone));
    }
    return gone;
  }

  private static void takeAway(
      FileTree lower, TreePath marker, TreePath path, LinkWalk landing, Collection<TreePath> gone) {
    var to = landing.resolve(marker, false);
    var folder = to.parent().orElse(TreePath.ROOT);
    if (marker.name().equals(OPAQUE)) {
      gone.addAll(lower.below(folder).keySet());
    } else if (!marker.name().startsWith(AUFS)) {
      gone.add(folder.resolve(named(marker, path)));
    }
  }

  private static String named(TreePath marker, TreePath path) {
    if (!marker.equals(path)) {
      throw new InvalidInputException("'%s' lies below a whiteout".formatted(path));
    }
    var name = marker.name().substring(WHITEOUT.length());
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      throw new InvalidInputException("the whiteout '%s' names no file".formatted(marker));
    }
    return name;
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

  private static Entry relocated(LinkWalk landing, Entry entry) {
    return entry instanceof HardLink link
        ? new HardLink(landing.resolve(link.target(), false))
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
