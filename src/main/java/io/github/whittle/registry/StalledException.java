package io.github.whittle.registry;

import java.io.IOException;

/** An attempt was ended because nothing moved any more. */
final class StalledException extends IOException {
  private static final long serialVersionUID = 1L;

  StalledException(Throwable cause) {
    super("nothing moved any more", cause);
  }
}
