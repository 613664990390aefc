package io.github.whittle.supply;

import io.github.whittle.config.ContentItem;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Platform;
import io.github.whittle.jvm.JavaProject;
import io.github.whittle.ledger.Decision;
import io.github.whittle.report.BuiltImage.PlatformImage;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.util.List;
import java.util.Map;

/**
 * The image of one platform, once it is written.
 *
 * @param image as it was written
 * @param tree what a runtime shows
 * @param items the contents' paths, each with the item that put it there
 * @param jars dependencies of the application, by the path of each
 * @param decisions what was left out or made smaller
 */
public record Subject(
    PlatformImage image,
    FileTree tree,
    Map<TreePath, ContentItem> items,
    Map<TreePath, JavaProject.Dependency> jars,
    List<Decision> decisions) {
  Platform platform() {
    return image.platform();
  }

  /** The digest of its manifest. */
  Digest manifest() {
    return image.digest();
  }
}
