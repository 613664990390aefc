package io.github.whittle.build;

import io.github.whittle.config.ContentItem;
import io.github.whittle.config.Pack;
import io.github.whittle.content.Contents;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.HardLink;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.Overlay;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The file system of an image while items are put on its base, one after the other.
 *
 * <p>A path below a folder that is a link is written where the link leads. Of two items on one path
 * the later wins, whichever layers they go into, but two single items there are an error.
 */
final class Rootfs {
  /** Our paths, and the layer that each goes into; the entries are those of the whole. */
  private final TreeMap<TreePath, Layering> added = new TreeMap<>();

  private final TreeMap<TreePath, ContentItem> items = new TreeMap<>();
  private final TreeMap<TreePath, ContentItem> singles = new TreeMap<>();
  private final TreeMap<TreePath, ContentItem> toPack = new TreeMap<>();
  private FileTree whole;
  private int overwritten;
  private int parts;

  /**
   * @param base what the layers below ours show
   */
  Rootfs(FileTree base) {
    this.whole = base;
  }

  /** Everything as it is now, the base included. */
  FileTree whole() {
    return whole;
  }

  /** What the items put there. */
  FileTree added() {
    var entries = new TreeMap<TreePath, Entry>();
    added.keySet().forEach(path -> entries.put(path, whole.entries().get(path)));
    return FileTree.of(entries);
  }

  /**
   * What the items put there, layer by layer, each with all its parents: with the attributes that
   * they have in the whole, since runtimes take the topmost layer's.
   *
   * @param otherwise of parents that nobody named
   */
  SortedMap<Layering, FileTree> layers(Attributes otherwise) {
    var entries = new TreeMap<Layering, Map<TreePath, Entry>>();
    added.forEach(
        (path, layer) ->
            entries
                .computeIfAbsent(layer, l -> new TreeMap<>())
                .put(path, whole.entries().get(path)));
    var layers = new TreeMap<Layering, FileTree>();
    entries.forEach(
        (layer, map) -> layers.put(layer, FileTree.of(map).withParents(whole, otherwise)));
    return layers;
  }

  /** Our paths, with the name of the layer that each goes into. */
  Map<TreePath, String> layerNames() {
    var names = new TreeMap<TreePath, String>();
    added.forEach((path, layer) -> names.put(path, layer.name()));
    return names;
  }

  /** Our paths, each with the item that put it there last. */
  Map<TreePath, ContentItem> items() {
    return Collections.unmodifiableMap(items);
  }

  /** Goes on with what is left of the whole. */
  void slimTo(FileTree left) {
    whole = left;
    added.keySet().retainAll(left.entries().keySet());
    items.keySet().retainAll(left.entries().keySet());
    singles.keySet().retainAll(left.entries().keySet());
  }

  /**
   * What of the whole is the base's: without the files in whose place ours are.
   *
   * @param before the base as it was
   */
  FileTree base(FileTree before) {
    var entries = new TreeMap<TreePath, Entry>();
    whole
        .entries()
        .forEach(
            (path, entry) -> {
              var old = before.entry(path);
              if (old.isPresent() && !added.containsKey(path)) {
                entries.put(path, entry);
              } else if (old.isPresent() && old.get() instanceof Directory folder) {
                entries.put(path, folder);
              }
            });
    return FileTree.of(entries);
  }

  /**
   * Puts other files in the place of the base's.
   *
   * @param changed the base, with what lies below ours too
   */
  void replaceBase(FileTree changed) {
    var entries = new TreeMap<>(changed.entries());
    entries.keySet().removeAll(added.keySet());
    whole = whole.with(entries);
  }

  /** How many files and links were replaced by later items. */
  int overwritten() {
    return overwritten;
  }

  void put(ContentItem item, Contents.Part part) {
    var placed = new TreeMap<TreePath, Entry>();
    try {
      part.tree().entries().forEach((path, entry) -> placed.put(place(path, entry), moved(entry)));
      placed.forEach((path, entry) -> count(item, path, entry));
      var layer = Layering.of(item, part.name(), parts++);
      placed.keySet().forEach(path -> added.put(path, layer));
      placed.keySet().forEach(path -> items.put(path, item));
      if (item.pack().filter(Pack.UPX::equals).isPresent()) {
        placed.keySet().forEach(path -> toPack.put(path, item));
      } else {
        toPack.keySet().removeAll(placed.keySet());
      }
      whole = whole.with(placed);
    } catch (InvalidInputException e) {
      throw item.where().refuse(e.getMessage());
    }
  }

  private TreePath place(TreePath path, Entry entry) {
    if (path.name().startsWith(Overlay.WHITEOUT)) {
      throw new InvalidInputException(
          "'%s' begins with '%s', which in a layer means that a file is deleted; exclude or rename it"
              .formatted(path, Overlay.WHITEOUT));
    }
    return whole.resolve(path, entry instanceof Directory);
  }

  private Entry moved(Entry entry) {
    return entry instanceof HardLink link
        ? new HardLink(whole.resolve(link.target(), false))
        : entry;
  }

  private void count(ContentItem item, TreePath path, Entry entry) {
    var before = whole.entry(path).orElse(null);
    boolean folder = entry instanceof Directory;
    if (whole.hasFolder(path) && !folder) {
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

  /** Whether the entry is there only because others need it. */
  boolean isLibrary(TreePath path) {
    return added.containsKey(path) && added.get(path).kind() == Layering.Kind.SHARED_LIBRARIES;
  }

  /** What items want packed that nobody replaced. */
  Map<TreePath, ContentItem> toPack() {
    return Collections.unmodifiableMap(toPack);
  }

  /** Puts other entries in the place of ours, in the same layers. */
  void replace(Map<TreePath, Entry> others) {
    whole = whole.with(others);
  }
}
