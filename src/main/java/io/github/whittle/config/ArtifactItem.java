package io.github.whittle.config;

import io.github.whittle.image.Platform;
import io.github.whittle.tree.TreePath;
import java.util.Optional;

/**
 * {@code <artifact>}: one file of a Maven repository.
 *
 * @param coordinates {@code g:a[:ext[:classifier]]:v}, with placeholders
 * @param mode without it, as for {@link FileItem}
 */
public record ArtifactItem(Where where, Template coordinates, TreePath target, Optional<Mode> mode)
    implements ContentItem {
  public ArtifactItem {
    Targets.checkSingle(target);
    Coordinates.parse(coordinates.on(Platform.of("linux", "amd64")));
  }

  @Override
  public boolean isSingle() {
    return true;
  }

  public Coordinates coordinatesOn(Platform platform) {
    return Coordinates.parse(coordinates.on(platform));
  }
}
