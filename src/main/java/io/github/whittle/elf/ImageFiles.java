package io.github.whittle.elf;

import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of an image as its programs find them: by a path as text, links followed. */
final class ImageFiles {
  /** Of a configuration file; real ones have a few hundred bytes. */
  private static final int MAX_TEXT = 1 << 20;

  private final FileTree image;
  private final Map<TreePath, FileFormat> formats = new HashMap<>();

  ImageFiles(FileTree image) {
    this.image = image;
  }

  /** Where the regular file at a path lies, which may hold {@code ..} and begins at the root. */
  Optional<TreePath> find(String path) {
    try {
      var to = follow(path);
      return image.inode(to).filter(Entry.RegularFile.class::isInstance).map(e -> to);
    } catch (InvalidInputException e) {
      // A loop of links, or a name too long for any file: nothing is there.
      return Optional.empty();
    }
  }

  /** One name after the other: what {@code ..} leaves may be a link. */
  private TreePath follow(String path) {
    var at = TreePath.ROOT;
    for (var name : path.split("/")) {
      if (name.equals("..")) {
        at = image.resolve(at, true).parent().orElse(TreePath.ROOT);
      } else if (!name.isEmpty() && !name.equals(".")) {
        at = at.resolve(name);
      }
    }
    return image.resolve(at, true);
  }

  /**
   * @param file as {@link #find} gave it
   */
  FileFormat format(TreePath file) throws IOException {
    var known = formats.get(file);
    if (known == null) {
      known = FileFormat.of(file.value(), regular(file).content());
      formats.put(file, known);
    }
    return known;
  }

  private Entry.RegularFile regular(TreePath file) {
    return (Entry.RegularFile) image.inode(file).orElseThrow();
  }

  /** The text of a configuration file; empty where there is none. */
  String text(String path) throws IOException {
    var file = find(path);
    if (file.isEmpty()) {
      return "";
    }
    try (var in = regular(file.get()).content().open()) {
      return new String(in.readNBytes(MAX_TEXT), StandardCharsets.UTF_8);
    }
  }

  /** The names in a folder, sorted; none where there is no such folder. */
  List<String> names(String folder) {
    try {
      var at = follow(folder);
      return image.below(at).keySet().stream()
          .filter(p -> p.parent().filter(at::equals).isPresent())
          .map(TreePath::name)
          .toList();
    } catch (InvalidInputException e) {
      return List.of();
    }
  }
}
