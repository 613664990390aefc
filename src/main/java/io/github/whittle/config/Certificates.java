package io.github.whittle.config;

import java.util.Locale;

/** {@code <system><certificates>}: whose certificate authorities the image trusts. */
public enum Certificates {
  /** Those of the Java that runs the build. */
  JDK,
  /** Those of the machine that runs the build. */
  HOST,
  NONE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
