package io.github.whittle.registry;

import com.google.cloud.tools.jib.http.ResponseException;
import java.io.IOException;

/** A registry sends on what has bytes that go out once, which is where we stop to follow. */
final class NotFollowedException extends IOException {
  private static final long serialVersionUID = 1L;

  NotFollowedException(ResponseException answer) {
    super(answer.getMessage(), answer);
  }
}
