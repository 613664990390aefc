package io.github.whittle.config;

import io.github.whittle.image.ImageReference;
import java.util.Optional;

/**
 * What a tag says of who we are to one registry.
 *
 * @param tag for messages, for example {@code <to>}
 * @param image the one whose registry is meant; no other is told anything
 */
public record Login(
    String tag,
    Optional<ImageReference> image,
    Optional<Auth> auth,
    Optional<CredHelper> credHelper) {

  /** To the registry of the base. */
  public static Login of(From from) {
    return to(from.image(), from.auth(), from.credHelper());
  }

  static Login to(Base base, Optional<Auth> auth, Optional<CredHelper> credHelper) {
    var image =
        base.reference()
            .filter(BaseReference.InRegistry.class::isInstance)
            .map(reference -> ((BaseReference.InRegistry) reference).image());
    return new Login("<from>", image, auth, credHelper);
  }

  /**
   * To the registry that an image goes to.
   *
   * @param image its name, which may be that of an earlier build
   */
  public static Login of(To to, ImageReference image) {
    return new Login("<to>", Optional.of(image), to.auth(), to.credHelper());
  }

  /** Whether {@code other} lies in the registry that is meant. */
  public boolean isFor(ImageReference other) {
    return image.filter(meant -> meant.registry().equals(other.registry())).isPresent();
  }
}
