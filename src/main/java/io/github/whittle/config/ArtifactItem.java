package io.github.whittle.config;

import io.github.whittle.image.Platform;
import io.github.whittle.tree.TreePath;
import java.util.Optional;

/**
 * {@code <artifact>}: one file of a Maven repository.
 *
 * @param coordinates {@code g:a[:ext[:classifier]]:v}, with placeholders
 * @param target of the file; with {@code unpack}, the folder of what is in it
 */
public record ArtifactItem(
    Where where,
    Template coordinates,
    TreePath target,
    Optional<Mode> mode,
    @Default("false") boolean unpack)
    implements ContentItem {
  public ArtifactItem {
    if (!unpack) {
      Targets.checkSingle(target);
    }
    Coordinates.parse(coordinates.on(Platform.of("linux", "amd64")));
  }

  public Coordinates coordinatesOn(Platform platform) {
    return Coordinates.parse(coordinates.on(platform));
  }
}
