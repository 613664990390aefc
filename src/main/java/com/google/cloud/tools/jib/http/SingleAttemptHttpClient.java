package com.google.cloud.tools.jib.http;

import com.google.api.client.http.HttpTransport;
import com.google.cloud.tools.jib.api.LogEvent;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Sends a request once, over connections that its caller makes, and leaves trying again to it.
 *
 * <p>Jib's own client repeats what broke off up to ten times: a dead port takes a minute, and an
 * upload's bytes are sent twice into one session (github.com/GoogleContainerTools/jib/issues/4526).
 * And it knows proxies and certificates of the whole JVM only. The constructor that takes both, and
 * a request's headers, are only to be had in Jib's package, hence this class.
 */
public final class SingleAttemptHttpClient extends FailoverHttpClient {
  /**
   * @param verified connections to hosts with a good certificate
   * @param unverified connections to hosts with any; used only if {@code insecure}
   */
  public SingleAttemptHttpClient(
      boolean insecure,
      boolean authorizationOverHttp,
      Consumer<LogEvent> log,
      Supplier<HttpTransport> verified,
      Supplier<HttpTransport> unverified) {
    super(insecure, authorizationOverHttp, log, verified, unverified, false);
  }

  /** Asks for what comes after the first {@code count} bytes. */
  public static void skip(Request request, long count) {
    request.getHeaders().setRange("bytes=%s-".formatted(count));
  }

  /** Whether it has bytes that are not sent again, wherever the answer sends us on to. */
  public static boolean sendsOnce(Request request) {
    var content = request.getHttpContent();
    return content != null && !content.retrySupported();
  }

  /**
   * The same, of which nothing may move for so long, also where its answer sends us on to; Jib sets
   * one limit for all requests of the JVM.
   */
  public static Request within(Duration limit, Request request) {
    var patient =
        Request.builder()
            .setBody(request.getHttpContent())
            .setHttpTimeout(Math.toIntExact(limit.toMillis()))
            .build();
    patient.getHeaders().putAll(request.getHeaders());
    return patient;
  }

  /** Takes the credentials out. */
  public static void withoutAuthorization(Request request) {
    request.getHeaders().setAuthorization((String) null);
  }
}
