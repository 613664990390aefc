package io.github.whittle.slim;

import io.github.whittle.elf.SearchPath;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.Entry.Symlink;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The paths that stay, each with the first reason that was found. */
final class KeptPaths {
  private final FileTree image;
  private final Map<TreePath, String> reasons = new HashMap<>();
  private final Deque<TreePath> fresh = new ArrayDeque<>();

  KeptPaths(FileTree image) {
    this.image = image;
  }

  /** A path as somebody knows it: each link on the way stays, and what they lead to. */
  void add(String path, String reason) {
    try {
      var way = image.way(path);
      way.over().forEach(link -> put(link, reason));
      put(way.end(), reason);
    } catch (InvalidInputException e) {
      // A loop of links, or a name that no file can have: nothing is there.
      return;
    }
  }

  /** The program that a name stands for: the first one on the PATH that is there. */
  void addProgram(String name, SearchPath search, String reason) {
    search.candidates(name).stream()
        .filter(path -> end(path).flatMap(image::inode).orElse(null) instanceof RegularFile)
        .findFirst()
        .ifPresent(path -> add(path, reason));
  }

  /** A path of the tree itself: of a link, not what it leads to. */
  void put(TreePath path, String reason) {
    if (image.entry(path).isPresent() && reasons.putIfAbsent(path, reason) == null) {
      fresh.add(path);
    }
  }

  boolean contains(TreePath path) {
    return reasons.containsKey(path);
  }

  Optional<String> reason(TreePath path) {
    return Optional.ofNullable(reasons.get(path));
  }

  /** One that nobody looked at yet. */
  Optional<TreePath> next() {
    return Optional.ofNullable(fresh.poll());
  }

  /** Links to what stays cost nothing, and somebody may know the file by them. */
  void addLinks() {
    image
        .entries()
        .forEach(
            (path, entry) -> {
              if (entry instanceof Symlink
                  && !contains(path)
                  && end(path.value()).filter(this::contains).isPresent()) {
                add(path.value(), "leads to what stays");
              }
            });
  }

  private Optional<TreePath> end(String path) {
    try {
      return Optional.of(image.way(path).end());
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }
}
