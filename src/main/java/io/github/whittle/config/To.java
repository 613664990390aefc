package io.github.whittle.config;

import io.github.whittle.image.ImageReference;
import io.github.whittle.user.InvalidInputException;
import java.util.List;
import java.util.Optional;

/**
 * {@code <to>}: where the image goes.
 *
 * @param image the name it gets; needed to push, not to build
 * @param tags more tags beside the one of {@code image}
 * @param auth who we are to that registry
 * @param credHelper asked for that if there is no {@code auth}
 */
public record To(
    Optional<ImageReference> image,
    List<Tag> tags,
    Optional<Auth> auth,
    Optional<CredHelper> credHelper) {
  public To {
    tags = List.copyOf(tags);
    if (image.flatMap(ImageReference::digest).isPresent()) {
      throw new InvalidInputException(
          "<image> has a digest, which nobody can choose; write '%s:TAG'"
              .formatted(image.get().toString().replaceFirst("(:[^:/]+)?@.*", "")));
    }
  }

  public List<String> tagNames() {
    return tags.stream().map(Tag::name).toList();
  }
}
