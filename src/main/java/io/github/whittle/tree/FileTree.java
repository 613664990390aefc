package io.github.whittle.tree;

import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.HardLink;
import io.github.whittle.user.InvalidInputException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * A file system as a value: a sorted map from path to entry that never changes.
 *
 * <p>Two promises: nothing stands below an entry that is not a directory, and a {@link HardLink}
 * whose target is in the tree names an inode, never a further hard link or a directory. Parents may
 * be missing, as they may in a layer.
 */
public final class FileTree implements Lookup {
  private static final FileTree EMPTY = new FileTree(new TreeMap<>());

  private final NavigableMap<TreePath, Entry> entries;

  private FileTree(NavigableMap<TreePath, Entry> entries) {
    this.entries = entries;
  }

  public static FileTree empty() {
    return EMPTY;
  }

  public static FileTree of(TreePath path, Entry entry) {
    return of(Map.of(path, entry));
  }

  /** Checks the promises; throws {@link InvalidInputException} where one is broken. */
  public static FileTree of(Map<TreePath, Entry> entries) {
    return new FileTree(Promises.kept(entries));
  }

  /** Every entry, a folder before what is in it. */
  public SortedMap<TreePath, Entry> entries() {
    return Collections.unmodifiableSortedMap(entries);
  }

  public Optional<Entry> entry(TreePath path) {
    return Optional.ofNullable(entries.get(path));
  }

  /** Bytes of all files; a further name of a file adds none. */
  public long size() {
    return entries.values().stream()
        .mapToLong(e -> e instanceof Entry.RegularFile file ? file.content().size() : 0)
        .sum();
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** What lies below {@code folder}, without itself. */
  public SortedMap<TreePath, Entry> below(TreePath folder) {
    return Collections.unmodifiableSortedMap(range(folder));
  }

  /** Whether a folder is there: an entry of its own, or only what lies in it shows it. */
  public boolean hasFolder(TreePath path) {
    var entry = entries.get(path);
    return entry == null ? path.isRoot() || hasBelow(path) : entry instanceof Directory;
  }

  private boolean hasBelow(TreePath folder) {
    return folder.mayHaveChildren()
        && Optional.ofNullable(entries.ceilingKey(folder.resolve("\u0001")))
            .filter(first -> first.isBelow(folder))
            .isPresent();
  }

  /** The paths that begin with {@code folder/}: no other stands between them. */
  private NavigableMap<TreePath, Entry> range(TreePath folder) {
    if (!folder.mayHaveChildren()) {
      return new TreeMap<>();
    }
    // The least name is one control character.
    var from = entries.tailMap(folder.resolve("\u0001"), true);
    for (var path : from.keySet()) {
      if (!path.isBelow(folder)) {
        return from.headMap(path, false);
      }
    }
    return from;
  }

  /** The inode at a path, with the hard link followed; empty too where the link leads nowhere. */
  @Override
  public Optional<Entry.Inode> inode(TreePath path) {
    var entry = entries.get(path);
    if (entry instanceof HardLink link) {
      entry = entries.get(link.target());
    }
    return entry instanceof Entry.Inode inode ? Optional.of(inode) : Optional.empty();
  }

  @Override
  public List<String> names(TreePath folder) {
    int start = folder.isRoot() ? 1 : folder.value().length() + 1;
    return range(folder).keySet().stream()
        .map(path -> path.value().substring(start).replaceFirst("/.*", ""))
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * This tree with other entries added or put in place of those at the same paths. Where the first
   * name of an inode is replaced, its other names keep what it was.
   */
  public FileTree with(Map<TreePath, Entry> others) {
    var left = new TreeMap<>(entries);
    left.keySet().removeAll(others.keySet());
    var merged = rehomed(left);
    merged.putAll(others);
    return of(merged);
  }

  /**
   * This tree without some paths and all below them. Where the first name of an inode goes and a
   * hard link to it stays, the link becomes the inode.
   */
  public FileTree without(Collection<TreePath> paths) {
    var left = new TreeMap<>(entries);
    for (var path : paths) {
      if (hasFolder(path)) {
        left.keySet().removeAll(range(path).keySet());
      }
      left.remove(path);
    }
    return left.size() == entries.size() ? this : of(rehomed(left));
  }

  private TreeMap<TreePath, Entry> rehomed(TreeMap<TreePath, Entry> left) {
    var homes = new TreeMap<TreePath, TreePath>();
    var result = new TreeMap<>(left);
    left.forEach(
        (path, entry) -> {
          if (entry instanceof HardLink link
              && !left.containsKey(link.target())
              && entries.containsKey(link.target())) {
            var home = homes.putIfAbsent(link.target(), path);
            result.put(path, home == null ? entries.get(link.target()) : new HardLink(home));
          }
        });
    return result;
  }

  /**
   * Where a path leads when the symbolic links in its parents, and at its end if {@code last}, are
   * followed inside this tree. Names that are not in the tree are kept as they are.
   *
   * @throws InvalidInputException for a loop
   */
  public TreePath resolve(TreePath path, boolean last) {
    return new LinkWalk(this::inode).resolve(path, last);
  }

  /** Every entry changed by {@code change}; {@code null} is not allowed as an answer. */
  public FileTree map(BiFunction<TreePath, Entry, Entry> change) {
    var result = new TreeMap<TreePath, Entry>();
    entries.forEach((path, entry) -> result.put(path, change.apply(path, entry)));
    return of(result);
  }

  /**
   * This tree with every missing parent added: with the attributes that {@code base} has there,
   * else {@code otherwise}.
   */
  public FileTree withParents(FileTree base, Attributes otherwise) {
    var result = new TreeMap<>(entries);
    for (var path : entries.keySet()) {
      for (var parent : path.parents()) {
        result.computeIfAbsent(
            parent, p -> base.entries.get(p) instanceof Directory d ? d : new Directory(otherwise));
      }
    }
    return of(result);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileTree that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.toString();
  }
}
