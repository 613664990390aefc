package io.github.whittle.sandbox;

import java.io.IOException;

/** This machine, as others are, for tests of other rooms. */
public final class Hosts {
  private Hosts() {}

  /** Only times of access record. */
  public static Host withoutStrace(boolean network) throws IOException {
    return Host.find(network).withoutStrace();
  }
}
