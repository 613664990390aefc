package io.github.whittle.config;

import io.github.whittle.image.Platform;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.util.Optional;

/**
 * {@code <artifact>}: one file of a Maven repository.
 *
 * @param coordinates {@code g:a[:ext[:classifier]]:v}, with placeholders
 * @param mode without it, as for {@link FileItem}
 * @param unpack whether the file is an archive, and {@code target} the folder for what is in it
 * @param pack whether programs are packed
 */
public record ArtifactItem(
    Where where,
    Template coordinates,
    TreePath target,
    Optional<Mode> mode,
    @Default("false") boolean unpack,
    Optional<ItemStrip> strip,
    Optional<Pack> pack)
    implements ContentItem {
  public ArtifactItem {
    if (!unpack) {
      Targets.checkSingle(target);
    } else if (mode.isPresent()) {
      throw new InvalidInputException(
          "<mode> is of one file, and <unpack> gives many, which keep the modes of the archive; remove <mode>");
    }
    Coordinates.parse(coordinates.on(Platform.of("linux", "amd64")));
  }

  @Override
  public boolean isSingle() {
    return !unpack;
  }

  public Coordinates coordinatesOn(Platform platform) {
    return Coordinates.parse(coordinates.on(platform));
  }
}
