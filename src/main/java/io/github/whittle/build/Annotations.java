package io.github.whittle.build;

import io.github.whittle.base.BaseImage;
import io.github.whittle.config.BaseReference;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Format;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the manifests and the index say of the image beside what a runtime needs. Docker's format
 * has no place for it.
 *
 * @param facts of the project
 * @param wanted what the user says: it wins, and an empty value takes away
 */
record Annotations(Format format, Map<String, String> facts, Map<String, String> wanted) {
  private static final String BASE = "org.opencontainers.image.base.";

  /**
   * Of one platform.
   *
   * @param base whose layers are the lowest; a flattened one has none in the image
   */
  Map<String, String> ofManifest(Optional<BaseImage> base) {
    return with(base, base.map(image -> image.manifest().digest()));
  }

  /** Of all platforms. */
  Map<String, String> ofIndex(Optional<BaseImage> base) {
    return with(base, base.map(BaseImage::pin));
  }

  private Map<String, String> with(Optional<BaseImage> base, Optional<Digest> digest) {
    var all = new TreeMap<>(facts);
    base.flatMap(Annotations::name).ifPresent(name -> all.put(BASE + "name", name));
    digest.ifPresent(found -> all.put(BASE + "digest", found.toString()));
    all.putAll(wanted);
    all.values().removeIf(String::isEmpty);
    return format == Format.DOCKER ? Map.of() : all;
  }

  /** An image on disk has none: its path differs from machine to machine. */
  private static Optional<String> name(BaseImage base) {
    return base.reference() instanceof BaseReference.InRegistry registry
        ? Optional.of(registry.image().toString().replaceFirst("@.*", ""))
        : Optional.empty();
  }
}
