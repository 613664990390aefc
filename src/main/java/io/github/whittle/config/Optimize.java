package io.github.whittle.config;

import java.util.Locale;

/** What is made small where both cannot be: what is compressed inside a layer cannot be again. */
public enum Optimize {
  /** The bytes that travel. */
  PULL,
  /** The bytes after unpacking. */
  DISK;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
