package io.github.whittle.config;

import java.util.Locale;

/** {@code <jars>}: how the jars of an application are written. */
public enum Jars {
  /** With their entries stored: larger on disk, and the layer's compression sees through them. */
  STORED,
  /** As they are. */
  ASIS;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
