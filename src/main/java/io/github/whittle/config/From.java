package io.github.whittle.config;

import io.github.whittle.image.Platform;
import io.github.whittle.user.InvalidInputException;
import java.util.HashSet;
import java.util.List;

/**
 * {@code <from>}: what the image stands on.
 *
 * @param flatten whether the base becomes one layer, without what its layers deleted or replaced
 * @param platforms at least one, each once; without the tag {@code linux/amd64}, as Jib has it
 */
public record From(
    @Default("scratch") Base image,
    @Default("linux/amd64") List<Platform> platforms,
    @Default("false") boolean flatten) {
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
}
