package io.github.whittle.build;

import io.github.whittle.base.BaseImage;
import io.github.whittle.base.BaseLayer;
import io.github.whittle.image.ImageConfig;
import io.github.whittle.image.Platform;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What our layers lie on.
 *
 * @param base nothing FROM scratch
 * @param tree that the layers below ours show
 * @param config with exactly those of its layers that are kept
 * @param kept layers of the base that pass through by digest, the lowest first
 * @param written layers that take the place of the base's
 */
record Ground(
    Optional<BaseImage> base,
    FileTree tree,
    ImageConfig config,
    List<BaseLayer> kept,
    List<ImagePlan.Layer> written) {

  static Ground scratch(Platform platform, Instant created) {
    var config = ImageConfig.scratch(platform, created);
    return new Ground(Optional.empty(), FileTree.empty(), config, List.of(), List.of());
  }

  /** The base as it is. */
  static Ground of(BaseImage base, Instant created) throws IOException {
    var config = base.config().withCreated(created);
    return new Ground(Optional.of(base), base.tree(), config, base.layers(), List.of());
  }

  /** The base as one layer, in which nothing is left of what its layers deleted or replaced. */
  static Ground flattened(BaseImage base, Instant created) throws IOException {
    return of(base, created).asOneLayer(base.tree());
  }

  /** The layer that each path of the base is of, for people; nothing FROM scratch. */
  Map<TreePath, String> origins() throws IOException {
    return base.isEmpty() ? Map.of() : base.get().origins();
  }

  /** Whether the layers of the base do not pass through as they are. */
  boolean isRewritten() {
    return !written.isEmpty();
  }

  /** With what is left of the base; as it is where all of it is left. */
  Ground leaving(FileTree left) {
    return left.equals(tree) ? this : asOneLayer(left);
  }

  private Ground asOneLayer(FileTree left) {
    var layer = new ImagePlan.Layer(base.orElseThrow().flattenedName(), left);
    return new Ground(base, left, config.withoutLayers(), List.of(), List.of(layer));
  }
}
