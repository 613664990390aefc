package io.github.whittle.jvm;

import io.github.whittle.archive.ArchiveReader;
import io.github.whittle.archive.WorkFolder;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The packaged modules in an archive of a JDK, as vendors have it for other platforms, and what it
 * says of who built it.
 */
public final class JdkArchive {
  private static final String BASE = "java.base.jmod";

  private JdkArchive() {}

  /**
   * A folder with the modules, which is there until {@code work} is closed.
   *
   * @throws InvalidInputException if the archive has none
   */
  public static Path modules(Path archive, WorkFolder work) throws IOException {
    var tree = ArchiveReader.read(archive, work, (name, content) -> 0644);
    var folder =
        tree.entries().keySet().stream()
            .filter(path -> path.name().equals(BASE))
            .findFirst()
            .flatMap(TreePath::parent)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "'%s' has no %s in it; most JDKs since 24 have their jmods as a further download"
                            .formatted(archive, BASE)));
    var to = unpacked(tree, folder, work.newFolder());
    copy(tree, folder.resolve(Builder.FILE), to);
    if (folder.name().equals("jmods")) {
      copy(tree, folder.parent().orElseThrow().resolve(Builder.FILE), to);
    }
    return to;
  }

  private static Path unpacked(FileTree tree, TreePath folder, Path to) throws IOException {
    for (var path : tree.below(folder).keySet()) {
      if (path.name().endsWith(".jmod")) {
        copy(tree, path, to);
      }
    }
    return to;
  }

  private static void copy(FileTree tree, TreePath path, Path to) throws IOException {
    if (tree.entries().get(path) instanceof RegularFile file) {
      try (var in = file.content().open()) {
        Files.copy(in, to.resolve(path.name()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
