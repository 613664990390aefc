package io.github.whittle.config;

import io.github.whittle.image.Platform;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code <jdk>}: a folder, or coordinates of an archive in a Maven repository; may differ from
 * platform to platform.
 *
 * @param folder what a relative path is relative to: the project's folder
 */
public record JdkSource(Path folder, Template text) {
  /** A path with two colons is none on Windows, and hardly one elsewhere. */
  private static final Pattern COORDINATES = Pattern.compile("[\\w.-]+(:[\\w.+-]+){2,4}");

  /** Nothing for a folder. */
  public Optional<Coordinates> coordinatesOn(Platform platform) {
    return Optional.of(text.on(platform))
        .filter(t -> COORDINATES.matcher(t).matches())
        .map(Coordinates::parse);
  }

  /** The folder, absolute; for what is no coordinates. */
  public Path pathOn(Platform platform) {
    return folder.resolve(text.on(platform)).normalize();
  }

  /** As the user wrote it. */
  @Override
  public String toString() {
    return text.toString();
  }
}
