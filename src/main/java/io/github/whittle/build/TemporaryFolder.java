package io.github.whittle.build;

import io.github.whittle.config.Configuration;
import io.github.whittle.config.ContentItem;
import io.github.whittle.config.RuntimeItem;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;

/**
 * Where Java writes to, also without being told to: programs find out late that it is not there.
 */
final class TemporaryFolder {
  private static final TreePath FOLDER = TreePath.parse("/tmp");

  private TemporaryFolder() {}

  /** Warns if an image with a {@code <runtime>} has none. */
  static void check(Configuration configuration, FileTree image, Progress progress) {
    if (isIn(image) || configuration.container().volumes().contains(FOLDER)) {
      return;
    }
    configuration.contents().stream()
        .filter(RuntimeItem.class::isInstance)
        .findFirst()
        .map(ContentItem::where)
        .ifPresent(
            where ->
                progress.warn(
                    "%s: the image has no /tmp, where Java writes; add <system/> to <contents>"
                        .formatted(where)));
  }

  private static boolean isIn(FileTree image) {
    try {
      return image.inode(image.resolve(FOLDER, true)).isPresent();
    } catch (InvalidInputException e) {
      return false; // A link in circles is no folder.
    }
  }
}
