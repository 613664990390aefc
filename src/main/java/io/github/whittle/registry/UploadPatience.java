package io.github.whittle.registry;

import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.http.ResponseException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Waits in mid-upload where a registry asks for that: an upload that is begun anew asks three times
 * more, so that whoever is allowed little never gets to its end.
 */
record UploadPatience(Patience patience, Consumer<LogEvent> log) {
  /** One request of an upload, in its session. */
  @FunctionalInterface
  interface Send {
    Response send() throws IOException;
  }

  /**
   * Sends a request, and sends it again, within bounds, while the registry says that it was too
   * early.
   *
   * @throws StillLimitedException when the bound is reached
   */
  Response send(Send request, Attempt attempt) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        return request.send();
      } catch (ResponseException e) {
        var asked = RetryAfter.of(e, Clock.systemUTC());
        if (!isTooEarly(e, asked)) {
          throw e;
        }
        if (tries >= patience.tries()) {
          throw new StillLimitedException(tries, e);
        }
        log.accept(LogEvent.debug("try %s in the upload: %s".formatted(tries, e.getStatusCode())));
        pause(tries + 1, asked, attempt);
      }
    }
  }

  private boolean isTooEarly(ResponseException e, Duration asked) {
    boolean limited = e.getStatusCode() == 429 || e.getStatusCode() == 503 && !asked.isZero();
    return limited && !patience.tooLong(asked);
  }

  private void pause(int nextTry, Duration asked, Attempt attempt) throws IOException {
    attempt.rests(true);
    try {
      patience.pause().before(nextTry, asked);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      attempt.rests(false);
    }
  }
}
