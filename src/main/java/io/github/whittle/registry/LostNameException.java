package io.github.whittle.registry;

import java.net.ConnectException;
import java.net.UnknownHostException;

/** The name of a host that was reached before is not found: name servers have bad moments, too. */
final class LostNameException extends ConnectException {
  private static final long serialVersionUID = 1L;

  LostNameException(String host, UnknownHostException cause) {
    super("the name '%s' is not found any more".formatted(host));
    initCause(cause);
  }
}
