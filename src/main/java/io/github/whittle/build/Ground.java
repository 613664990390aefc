package io.github.whittle.build;

import io.github.whittle.base.BaseImage;
import io.github.whittle.base.BaseLayer;
import io.github.whittle.image.ImageConfig;
import io.github.whittle.image.Platform;
import io.github.whittle.tree.FileTree;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * What our layers lie on.
 *
 * @param tree that the layers below ours show
 * @param config with exactly those of its layers that are kept
 * @param kept layers of the base that pass through by digest, the lowest first
 * @param written layers that take the place of the base's
 */
record Ground(
    FileTree tree, ImageConfig config, List<BaseLayer> kept, List<ImagePlan.Layer> written) {

  static Ground scratch(Platform platform, Instant created) {
    return new Ground(
        FileTree.empty(), ImageConfig.scratch(platform, created), List.of(), List.of());
  }

  /** The base as it is. */
  static Ground of(BaseImage base, Instant created) throws IOException {
    return new Ground(base.tree(), base.config().withCreated(created), base.layers(), List.of());
  }

  /** The base as one layer, in which nothing is left of what its layers deleted or replaced. */
  static Ground flattened(BaseImage base, Instant created) throws IOException {
    var tree = base.tree();
    var layer = new ImagePlan.Layer(base.flattenedName(), tree);
    return new Ground(
        tree, base.config().withCreated(created).withoutLayers(), List.of(), List.of(layer));
  }
}
