package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code <libraries><from>}: where libraries are from.
 *
 * @param isChosen whether the user names it
 * @param image nothing for the machine that runs the build
 */
public record LibrarySource(Optional<BaseReference> image, boolean isChosen) {
  private static final String HOST = "host";

  /** What the user names. */
  public LibrarySource(Optional<BaseReference> image) {
    this(image, true);
  }

  /**
   * @param folder that relative paths start from
   */
  static LibrarySource parse(String text, Path folder) {
    if (text.equals(HOST)) {
      return new LibrarySource(Optional.empty());
    }
    return new LibrarySource(
        Optional.of(
            Base.parse(text, folder)
                .reference()
                .orElseThrow(
                    () ->
                        new InvalidInputException(
                            "scratch has no libraries; name an image, or host"))));
  }

  /** The machine, which nobody named. */
  static LibrarySource ofBuild() {
    return new LibrarySource(Optional.empty(), false);
  }

  public boolean isHost() {
    return image.isEmpty();
  }

  /** See {@link BaseReference#inHistory}. */
  public String inHistory() {
    return image.map(BaseReference::inHistory).orElse(HOST);
  }

  @Override
  public String toString() {
    return image.map(BaseReference::toString).orElse(HOST);
  }
}
