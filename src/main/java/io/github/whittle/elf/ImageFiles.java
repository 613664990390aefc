package io.github.whittle.elf;

import io.github.whittle.tree.Completed;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.Lookup;
import io.github.whittle.tree.Lookup.Way;
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

  private final Lookup image;
  private final Map<TreePath, FileFormat> formats = new HashMap<>();
  private final Map<TreePath, List<String>> systemFolders = new HashMap<>();
  private LdSoCache cache;
  private List<String> configured;

  ImageFiles(Lookup image) {
    this.image = image;
  }

  /** An image, and the same with what it may still get from elsewhere. */
  static List<ImageFiles> of(FileTree image, Lookup source) {
    return List.of(new ImageFiles(image), new ImageFiles(new Completed(image, source)));
  }

  /** Where the regular file at a path lies, which may hold {@code ..} and begins at the root. */
  Optional<TreePath> find(String path) {
    return way(path).map(Way::end);
  }

  /** The same with what leads there. */
  Optional<Way> way(String path) {
    try {
      return Optional.of(image.way(path))
          .filter(way -> image.inode(way.end()).orElse(null) instanceof Entry.RegularFile)
          .filter(way -> way.over().stream().allMatch(this::isThere));
    } catch (InvalidInputException e) {
      // A loop of links, or a name too long for any file: nothing is there.
      return Optional.empty();
    }
  }

  /** A folder need not be an entry of a tree; what is in it shows it. */
  private boolean isThere(TreePath path) {
    return image.inode(path).isPresent() || !image.names(path).isEmpty();
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

  /** The folders that a glibc loader searches by itself; none where it is another loader. */
  List<String> systemFolders(TreePath loader) throws IOException {
    var known = systemFolders.get(loader);
    if (known == null) {
      known = SystemFolders.of(regular(loader).content());
      systemFolders.put(loader, known);
    }
    return known;
  }

  LdSoCache cache() throws IOException {
    cache = cache == null ? LdSoCache.of(this) : cache;
    return cache;
  }

  /** The folders of {@code ld.so.conf}. */
  List<String> configured() throws IOException {
    configured = configured == null ? LdSoConf.folders(this) : configured;
    return configured;
  }

  private Entry.RegularFile regular(TreePath file) {
    return (Entry.RegularFile) image.inode(file).orElseThrow();
  }

  /** The text of a configuration file; empty where there is none. */
  String text(String path) throws IOException {
    return new String(bytes(path, MAX_TEXT), StandardCharsets.UTF_8);
  }

  /** The first bytes of a file; none where there is none. */
  byte[] bytes(String path, int most) throws IOException {
    var file = find(path);
    if (file.isEmpty()) {
      return new byte[0];
    }
    try (var in = regular(file.get()).content().open()) {
      return in.readNBytes(most);
    }
  }

  /** The names in a folder, sorted; none where there is no such folder. */
  List<String> names(String folder) {
    try {
      return image.names(image.way(folder).end());
    } catch (InvalidInputException e) {
      return List.of();
    }
  }
}
