package io.github.whittle.registry;

import java.io.IOException;

/** All of an answer came, and it is less than the blob. */
final class ShortBlobException extends IOException {
  private static final long serialVersionUID = 1L;

  ShortBlobException(long count, long size) {
    super("the registry gave %s of %s bytes as if they were all".formatted(count, size));
  }
}
