package io.github.whittle.packages;

import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A file of a database, as text; its bytes survive, since each is one letter of Latin-1.
 *
 * @param path where it really is
 */
record TextFile(TreePath path, RegularFile entry) {
  /** Of a database with 5,000 packages; the largest seen has 10 MB. */
  private static final long MAX_SIZE = 256 << 20;

  /** The file at a path, links followed; empty where there is none. */
  static Optional<TextFile> find(FileTree image, TreePath path) {
    var real = image.resolve(path, true);
    return image
        .inode(real)
        .filter(RegularFile.class::isInstance)
        .map(file -> new TextFile(real, (RegularFile) file));
  }

  /**
   * @throws InvalidInputException if it is too large for what it is
   */
  String text() throws IOException {
    if (entry.content().size() > MAX_SIZE) {
      throw new InvalidInputException(
          "'%s' of the image has %s bytes, too many for a package database"
              .formatted(path, entry.content().size()));
    }
    try (var in = entry.content().open()) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** The same file with another text. */
  Entry with(String text) {
    return new RegularFile(
        entry.attributes(), Content.of(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** The same file with some of its lines. */
  Entry keeping(Predicate<String> stays) throws IOException {
    var lines = text().lines().filter(stays).map(line -> line + "\n");
    return with(lines.collect(Collectors.joining()));
  }

  /** A text of this file, for example a name, as people read it. */
  static String readable(String latin) {
    return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** Where a path of a database leads in the image; empty where nothing is. */
  static Optional<TreePath> real(String latin, FileTree image) {
    try {
      var path = image.resolve(TreePath.parse(readable(latin)), false);
      return image.entry(path).map(e -> path);
    } catch (InvalidInputException e) {
      return Optional.empty(); // A loop of links, or a name that no file can have.
    }
  }

  /**
   * The same of a file, or a link to one. Folders are of no package, and neither are links to them:
   * {@code /bin} of a merged-usr system is a folder to all who list it.
   */
  static Optional<TreePath> realFile(String latin, FileTree image) {
    return real(latin, image)
        .filter(
            path -> !(image.inode(image.resolve(path, true)).orElse(null) instanceof Directory));
  }

  /** Whether what a path of a database is in the image is among what is left of it. */
  static boolean isLeft(String latin, FileTree image, FileTree left) {
    return real(latin, image).filter(left.entries()::containsKey).isPresent();
  }
}
