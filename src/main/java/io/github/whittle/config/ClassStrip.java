package io.github.whittle.config;

import java.util.Locale;

/** {@code <classes>}: what goes out of class files. */
public enum ClassStrip {
  /** What only debuggers read: names of local variables, and debug data of other languages. */
  DEBUG,
  /** Also line numbers and file names, which stack traces show. */
  ALL,
  NONE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
