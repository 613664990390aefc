package io.github.whittle.registry;

import java.io.IOException;
import java.net.SocketException;

/** The registry ended a connection before it answered anything. */
final class HungUpException extends IOException {
  private static final long serialVersionUID = 1L;

  HungUpException(SocketException cause) {
    super(cause.getMessage(), cause);
  }
}
