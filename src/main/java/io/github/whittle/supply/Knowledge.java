package io.github.whittle.supply;

import io.github.whittle.base.BaseImage;
import io.github.whittle.config.BaseReference;
import io.github.whittle.content.Scene;
import java.util.Map;
import java.util.Optional;

/**
 * What a build knows beside the image itself.
 *
 * @param images of others that were used for the platform
 * @param rewritten the base, where its layers do not pass through as they are
 */
public record Knowledge(
    Workshop workshop,
    Scene.Artifacts artifacts,
    Map<BaseReference, BaseImage> images,
    Optional<BaseImage> rewritten) {
  public Knowledge {
    images = Map.copyOf(images);
  }
}
