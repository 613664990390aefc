package io.github.whittle.registry;

import com.google.cloud.tools.jib.http.ResponseException;
import java.io.IOException;

/** A registry asked for patience in mid-upload as often as we have any; its cause is its answer. */
final class StillLimitedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int tries;

  StillLimitedException(int tries, ResponseException last) {
    super(last);
    this.tries = tries;
  }

  int tries() {
    return tries;
  }
}
