package io.github.whittle.build;

import io.github.whittle.base.BaseImage;
import io.github.whittle.config.BaseReference;
import io.github.whittle.image.Platform;
import io.github.whittle.registry.RegistryException;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Images of others, each opened and verified once, and which of them a build asked for. */
final class NotedBases implements BuildWorld.Bases {
  private final BuildWorld.Bases bases;
  private final Map<Platform, Map<BaseReference, BaseImage>> noted = new TreeMap<>();

  NotedBases(BuildWorld.Bases bases) {
    this.bases = bases;
  }

  @Override
  public BaseImage base(BaseReference reference, Platform platform)
      throws IOException, RegistryException {
    var images = noted.computeIfAbsent(platform, p -> new TreeMap<>());
    if (!images.containsKey(reference)) {
      images.put(reference, bases.base(reference, platform));
    }
    return images.get(reference);
  }

  /** Those of one platform, so far. */
  Map<BaseReference, BaseImage> of(Platform platform) {
    return noted.getOrDefault(platform, Map.of());
  }
}
