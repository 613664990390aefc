package io.github.whittle.registry;

import com.google.cloud.tools.jib.http.ResponseException;
import java.io.IOException;

/**
 * A registry finds a good token not to be for what was asked: another would be the same, but Jib
 * asks for some more of them where it sees the answer itself.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-3.1">RFC 6750, error codes</a>
 */
final class NotAllowedException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int UNAUTHORIZED = 401;

  private NotAllowedException(ResponseException answer) {
    super(answer.getMessage(), answer);
  }

  /** The answer as it is to go on. */
  static IOException from(ResponseException answer) {
    return isOne(answer) ? new NotAllowedException(answer) : answer;
  }

  static boolean isOne(ResponseException answer) {
    var challenge = String.valueOf(answer.getHeaders().getAuthenticate());
    return answer.getStatusCode() == UNAUTHORIZED
        && challenge.contains("error=\"insufficient_scope\"");
  }
}
