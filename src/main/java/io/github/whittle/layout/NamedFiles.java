package io.github.whittle.layout;

import io.github.whittle.archive.CompressedFormat;
import io.github.whittle.archive.TarReader;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Files by name, in a folder or in a tar. */
@FunctionalInterface
interface NamedFiles {
  /** Larger than every manifest and configuration, smaller than memory. */
  int JSON_LIMIT = 16 << 20;

  /** A file, with links followed inside; empty if there is none. */
  Optional<Content> file(String name) throws IOException;

  static NamedFiles of(Path folder) {
    return name -> {
      var file = folder.resolve(name);
      return Files.isRegularFile(file) ? Optional.of(Content.of(file)) : Optional.empty();
    };
  }

  static NamedFiles ofTar(Path tar) throws IOException {
    checkPlain(tar);
    var tree = TarReader.read(tar);
    return name ->
        tree.inode(tree.resolve(TreePath.parse(name), true))
            .map(inode -> inode instanceof RegularFile file ? file.content() : null);
  }

  private static void checkPlain(Path tar) throws IOException {
    if (CompressedFormat.of(tar) != CompressedFormat.PLAIN) {
      throw new InvalidInputException(
          "'%s' is compressed; unpack it first, for example with gunzip, since images in a tar are read in no order"
              .formatted(tar));
    }
  }

  /**
   * The bytes of a file that must be there.
   *
   * @param where the image, for the message
   */
  default byte[] json(String name, Path where) throws IOException {
    var content =
        file(name)
            .orElseThrow(() -> new InvalidInputException("'%s' lacks '%s'".formatted(where, name)));
    if (content.size() > JSON_LIMIT) {
      throw new InvalidInputException(
          "'%s' in '%s' has %s bytes, which is too long for what it should be"
              .formatted(name, where, content.size()));
    }
    try (var in = content.open()) {
      return in.readAllBytes();
    }
  }
}
