package io.github.whittle.config;

import java.util.Locale;

/** The virtual machines that jlink can choose between. */
public enum Vm {
  SERVER,
  CLIENT,
  MINIMAL;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
