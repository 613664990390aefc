package io.github.whittle.config;

import java.util.Locale;

/** {@code <pack>}: whether programs of an item are made to unpack themselves when they start. */
public enum Pack {
  UPX,
  NONE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
