package io.github.whittle.registry;

import java.io.IOException;
import java.time.Duration;

/** A registry has every byte of something, and did not say within a limit that it stored it. */
final class NotStoredException extends IOException {
  private static final long serialVersionUID = 1L;

  NotStoredException(Duration limit, IOException cause) {
    super("it got all, and does not answer within " + RetryAfter.words(limit), cause);
  }
}
