package io.github.whittle.config;

import io.github.whittle.image.Platform;
import io.github.whittle.user.InvalidInputException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * {@code <from>}: what the image stands on.
 *
 * @param flatten whether the base becomes one layer, without what its layers deleted or replaced
 * @param platforms at least one, each once; without the tag {@code linux/amd64}, as Jib has it
 * @param auth who we are to the registry of {@code image}, and to no other
 * @param credHelper asked for that if there is no {@code auth}
 */
public record From(
    @Default("scratch") Base image,
    @Default("linux/amd64") List<Platform> platforms,
    @Default("false") boolean flatten,
    Optional<Auth> auth,
    Optional<CredHelper> credHelper) {
  public From {
    platforms = List.copyOf(platforms);
    if (platforms.isEmpty()) {
      throw new InvalidInputException(
          "<platforms> is empty; write <platform>linux/amd64</platform> in it, or remove it");
    }
    var seen = new HashSet<Platform>();
    for (var platform : platforms) {
      if (!seen.add(platform)) {
        throw new InvalidInputException(
            "platform %s is there twice; remove one".formatted(platform));
      }
    }
  }

  From withPlatforms(List<Platform> others) {
    return new From(image, others, flatten, auth, credHelper);
  }
}
