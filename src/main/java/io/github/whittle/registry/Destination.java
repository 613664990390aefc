package io.github.whittle.registry;

import io.github.whittle.image.ImageReference;
import io.github.whittle.user.InvalidInputException;
import java.util.List;

/**
 * Where an image goes.
 *
 * @param image the repository; a digest is refused
 * @param tags all of them, the image's own first, each once
 */
public record Destination(ImageReference image, List<String> tags, RegistryAccess access) {
  public Destination {
    if (image.digest().isPresent()) {
      throw new InvalidInputException(
          "'%s' names a digest, which is known only when the image is made; write a tag"
              .formatted(image));
    }
    tags = image.tagsWith(tags);
    tags.forEach(ImageReference::checkTag);
  }
}
