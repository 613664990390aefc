package io.github.whittle.build;

import io.github.whittle.base.BaseImage;
import io.github.whittle.base.BaseLayer;
import io.github.whittle.config.ContentItem;
import io.github.whittle.image.ImageConfig;
import io.github.whittle.image.Platform;
import io.github.whittle.jvm.JavaProject;
import io.github.whittle.ledger.Decision;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.Overlay;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The image of one platform, checked and ready to be written.
 *
 * @param config of the base, with our settings and without our layers
 * @param base whose layers those below are
 * @param below layers of the base that no step touched, the lowest first: they pass through by
 *     digest
 * @param layers ours, the lowest first
 * @param tree what a runtime shows
 * @param programs the same, with programs as they were before they were packed
 * @param items the contents' paths, each with the item that put it there
 * @param jars dependencies of the application, by the path of each
 * @param decisions what is left out, and what is smaller than it came
 */
record ImagePlan(
    Platform platform,
    ImageConfig config,
    Optional<BaseImage> base,
    List<BaseLayer> below,
    List<Layer> layers,
    FileTree tree,
    FileTree programs,
    Map<TreePath, ContentItem> items,
    Map<TreePath, JavaProject.Dependency> jars,
    List<Decision> decisions) {
  ImagePlan {
    below = List.copyOf(below);
    layers = List.copyOf(layers);
    items = Map.copyOf(items);
    jars = Map.copyOf(jars);
    decisions = List.copyOf(decisions);
  }

  /** The image as a runtime would show it. */
  Assembled assembled() throws IOException {
    var tree = FileTree.empty();
    for (var layer : below) {
      tree = Overlay.overlay(tree, layer.tree());
    }
    for (var layer : layers) {
      tree = Overlay.overlay(tree, layer.tree());
    }
    return new Assembled(config, tree);
  }

  /**
   * @param name what it holds, for the history and the log
   */
  record Layer(String name, FileTree tree) {}
}
