package io.github.whittle.registry;

import io.github.whittle.image.ImageReference;
import io.github.whittle.user.InvalidInputException;
import java.util.List;

/**
 * Where an image goes.
 *
 * @param image the repository; a digest is refused
 * @param tags all of them; without any, only who knows the digest finds the image
 */
public record Destination(ImageReference image, List<String> tags, RegistryAccess access) {
  public Destination {
    if (image.digest().isPresent()) {
      throw new InvalidInputException(
          "'%s' names a digest, which is known only when the image is made; write a tag"
              .formatted(image));
    }
    tags = List.copyOf(tags);
    tags.forEach(ImageReference::checkTag);
  }

  /**
   * With the image's own tag, which comes first, each once.
   *
   * @param more tags
   */
  public static Destination tagged(ImageReference image, List<String> more, RegistryAccess access) {
    return new Destination(image, image.tagsWith(more), access);
  }
}
