package io.github.whittle.config;

import io.github.whittle.image.Platform;
import java.nio.file.Path;

/**
 * A file or folder of the build that may differ from platform to platform.
 *
 * @param folder what a relative {@code text} is relative to: the project's folder
 */
public record SourcePath(Path folder, Template text) {
  /** The path for one platform, absolute. */
  public Path on(Platform platform) {
    return folder.resolve(text.on(platform)).normalize();
  }

  /** As the user wrote it. */
  @Override
  public String toString() {
    return text.toString();
  }
}
