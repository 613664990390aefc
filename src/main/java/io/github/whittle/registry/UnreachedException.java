package io.github.whittle.registry;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;

/**
 * A host that the registry sends us on to was never reached.
 *
 * <p>Jib looks whether the message of a failure to connect says "timed out".
 */
final class UnreachedException extends ConnectException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  UnreachedException(String host, IOException cause) {
    super(host + ": " + cause.getMessage());
    initCause(cause);
    reason = "the registry sends us on to %s, which %s".formatted(host, words(cause));
  }

  /** For people. */
  String reason() {
    return reason;
  }

  private static String words(IOException cause) {
    if (cause instanceof UnknownHostException) {
      return "nobody knows";
    }
    if (cause instanceof InterruptedIOException) {
      return "does not answer";
    }
    var why = cause.getCause() == null ? cause : cause.getCause();
    return "cannot be reached (%s)".formatted(why.getMessage());
  }
}
