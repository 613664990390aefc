package io.github.whittle.build;

import io.github.whittle.image.ImageConfig;
import io.github.whittle.image.Platform;
import io.github.whittle.tree.FileTree;
import java.util.List;

/**
 * The image of one platform, checked and ready to be written.
 *
 * @param config without the layers
 * @param layers the lowest first
 */
record ImagePlan(Platform platform, ImageConfig config, List<Layer> layers) {
  ImagePlan {
    layers = List.copyOf(layers);
  }

  /**
   * @param name what it holds, for the history and the log
   */
  record Layer(String name, FileTree tree) {}
}
