package io.github.whittle.tree;

import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.HardLink;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A disk on which layers are unpacked one after the other: folders of names that point at files.
 * Knows only layers with all parents, and does not follow links.
 */
public final class DiskModel {
  /** A layer that cannot be unpacked. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Node {
    Entry.Inode inode;
    final Map<String, Node> names = new TreeMap<>();

    Node(Entry.Inode inode) {
      this.inode = inode;
    }

    boolean isFolder() {
      return inode instanceof Directory;
    }
  }

  private final Node root = new Node(new Directory(Attributes.of(0755, 0)));

  public void unpack(FileTree layer) {
    layer.entries().keySet().stream().filter(DiskModel::isMarker).forEach(this::takeAway);
    layer
        .entries()
        .forEach(
            (path, entry) -> {
              if (entry instanceof HardLink) {
                folder(path).names.remove(path.name());
              } else if (!isMarker(path)) {
                put(path, (Entry.Inode) entry);
              }
            });
    layer
        .entries()
        .forEach(
            (path, entry) -> {
              if (entry instanceof HardLink link && !isMarker(path)) {
                link(path, link.target());
              }
            });
  }

  private static boolean isMarker(TreePath path) {
    return path.name().startsWith(".wh.");
  }

  private void takeAway(TreePath marker) {
    var folder = find(marker.parents());
    if (folder.isEmpty()) {
      return;
    }
    if (marker.name().equals(".wh..wh..opq")) {
      folder.get().names.clear();
    } else {
      folder.get().names.remove(marker.name().substring(4));
    }
  }

  private void put(TreePath path, Entry.Inode inode) {
    var names = folder(path).names;
    var there = names.get(path.name());
    if (there != null && there.isFolder() && inode instanceof Directory) {
      there.inode = inode;
    } else {
      names.put(path.name(), new Node(inode));
    }
  }

  private void link(TreePath path, TreePath target) {
    var node =
        find(target.parents())
            .map(folder -> folder.names.get(target.name()))
            .filter(n -> !n.isFolder())
            .orElseThrow(Refused::new);
    folder(path).names.put(path.name(), node);
  }

  private Node folder(TreePath path) {
    return find(path.parents()).orElseThrow(Refused::new);
  }

  private Optional<Node> find(Collection<TreePath> parents) {
    var at = root;
    for (var parent : parents) {
      at = at.names.get(parent.name());
      if (at == null || !at.isFolder()) {
        return Optional.empty();
      }
    }
    return Optional.of(at);
  }

  public FileIdentity identity() {
    var paths = new IdentityHashMap<Node, SortedSet<TreePath>>();
    collect(root, TreePath.ROOT, paths);
    var inodes = new TreeMap<TreePath, Optional<Entry.Inode>>();
    var names = new TreeMap<TreePath, SortedSet<TreePath>>();
    paths.forEach(
        (node, group) ->
            group.forEach(
                path -> {
                  inodes.put(path, Optional.of(node.inode));
                  names.put(path, group);
                }));
    return new FileIdentity(inodes, names);
  }

  private static void collect(Node folder, TreePath at, Map<Node, SortedSet<TreePath>> paths) {
    folder.names.forEach(
        (name, node) -> {
          var path = at.resolve(name);
          paths.computeIfAbsent(node, n -> new TreeSet<>()).add(path);
          collect(node, path, paths);
        });
  }
}
