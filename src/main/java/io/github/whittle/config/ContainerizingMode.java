package io.github.whittle.config;

import java.util.Locale;

/** {@code <containerizingMode>}: in which form the project itself goes into the image. */
public enum ContainerizingMode {
  /** Its classes and resources as files, in layers of their own. */
  EXPLODED,
  /** As the jar that Maven made. */
  PACKAGED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
