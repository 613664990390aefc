package com.google.cloud.tools.jib.http;

import com.google.cloud.tools.jib.api.LogEvent;
import java.util.function.Consumer;

/**
 * Sends a request once and leaves trying again to its caller.
 *
 * <p>Jib's own client repeats what broke off up to ten times: a dead port takes a minute, and an
 * upload's bytes are sent twice into one session (github.com/GoogleContainerTools/jib/issues/4526).
 * The constructor that switches this off is only to be had in Jib's package, hence this class.
 */
public final class SingleAttemptHttpClient extends FailoverHttpClient {
  public SingleAttemptHttpClient(
      boolean insecure, boolean authorizationOverHttp, Consumer<LogEvent> log) {
    super(insecure, authorizationOverHttp, log, false);
  }
}
