package io.github.whittle.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.tools.jib.http.ResponseException;
import io.github.whittle.credentials.RegistryNames;
import io.github.whittle.image.Json;
import io.github.whittle.user.InvalidInputException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells apart what a registry answers, by its status and by its own word for it.
 *
 * @param credentials where they are from, if there are any
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#error-codes">OCI
 *     distribution, error codes</a>
 */
record AnswerFaults(
    RegistryHost registry, Purpose purpose, Optional<String> credentials, Redaction redaction) {
  /** An upload that got into disorder; it goes well when it is begun anew. */
  private static final Set<String> UPLOAD_LOST =
      Set.of("BLOB_UPLOAD_UNKNOWN", "BLOB_UPLOAD_INVALID", "DIGEST_INVALID");

  /** They are followed, but not for ever. */
  private static final Set<Integer> REDIRECTIONS = Set.of(301, 302, 303, 307, 308);

  /** Insufficient Storage. */
  private static final int FULL = 507;

  private static final String OTHER_TAG = "choose another tag, or push the same image";

  /** Whether it is an answer from elsewhere that is wanted. */
  static boolean sendsOn(ResponseException response) {
    return REDIRECTIONS.contains(response.getStatusCode())
        && response.getHeaders().getLocation() != null;
  }

  /**
   * @param who answered, at the beginning of the sentence
   */
  Fault of(ResponseException response, String who) {
    int status = response.getStatusCode();
    var error = Error.read(response.getContent());
    var answered = "%s answered %s%s".formatted(who, status, redaction.apply(error.words()));
    if (status == 429) {
      return limited(answered, RetryAfter.of(response, Clock.systemUTC()));
    }
    if (status == 408 || status >= 500) {
      return Fault.passing(answered, overloaded(status, error), null)
          .after(RetryAfter.of(response, Clock.systemUTC()));
    }
    if (sendsOn(response)) {
      return circle(response, who);
    }
    if (UPLOAD_LOST.contains(error.code())) {
      var cure = "If several registries share the name, they must share their uploads, too";
      return Fault.passing(answered, cure, null);
    }
    return refused(response, error, answered);
  }

  private static String overloaded(int status, Error error) {
    return status == FULL || error.full()
        ? "The disk of its storage is full: have room made there, then try again"
        : "It is overloaded or being restarted: try again later";
  }

  private static Fault circle(ResponseException response, String who) {
    return Fault.lasting(
        "%s sends us round in a circle (%s to %s)"
            .formatted(who, response.getStatusCode(), place(response)),
        "Have the address looked into that it has for itself, and a proxy before it",
        null);
  }

  /** What was to be sent on goes out once. */
  Fault notFollowed(ResponseException response) {
    return Fault.lasting(
        "the registry sends the upload on to %s (%s), which is not followed"
            .formatted(place(response), response.getStatusCode()),
        "Push to that host, or have the registry say at the beginning of an upload where it goes on",
        null);
  }

  private Fault refused(ResponseException response, Error error, String answered) {
    int status = response.getStatusCode();
    boolean wrong = status == 401 && !NotAllowedException.isOne(response);
    var cure = cure(status, wrong, error);
    return switch (status) {
      case 401, 403 -> Fault.denied(answered, cure);
      case 407 -> Fault.lasting(answered, cure, null);
      default -> Fault.refused(answered, cure);
    };
  }

  /** The host that a redirection leads to, and no more: what follows may be a secret. */
  private static String place(ResponseException response) {
    try {
      return RegistryHost.of(new URL(response.getHeaders().getLocation())).authority();
    } catch (MalformedURLException e) {
      return "itself"; // It names a path alone.
    }
  }

  private Fault limited(String answered, Duration wait) {
    var cure =
        "It limits how much may be asked: wait%s, %s"
            .formatted(
                wait.isZero() ? "" : " " + RetryAfter.words(wait),
                credentials.isEmpty()
                    ? "or log in, which often raises the limit"
                    : "and try again");
    return Fault.limited(answered, cure).after(wait);
  }

  /**
   * @param wrong whether it is the credentials themselves that are refused
   */
  private String cure(int status, boolean wrong, Error error) {
    var login = "log in with: " + RegistryNames.loginCommand(registry.authority());
    if (status != 401 && error.immutable()) {
      return "The tag is there and may not be moved: " + OTHER_TAG;
    }
    if (status == 401 || status == 403) {
      if (credentials.isEmpty()) {
        return "No credentials were found for it: " + login;
      }
      return wrong ? wrongCredentials(login) : purpose.forbidden();
    }
    if (error.code().equals("MANIFEST_INVALID") || status == 415) {
      return "It may not know this format: try the other <format>";
    }
    return switch (status) {
      case 404 -> purpose.missing();
      case 405 -> purpose.notAllowed();
      case 407 ->
          "The proxy wants a user and a password: write them into <proxies> of settings.xml, or"
              + " into HTTPS_PROXY";
      case 409, 412 -> "If it is a tag that may not be moved, " + OTHER_TAG;
      case 413 -> "A proxy before the registry limits the size of requests: raise that limit";
      default -> "Look into the registry's log";
    };
  }

  private String wrongCredentials(String login) {
    return credentials.get().isEmpty()
        ? "The credentials are wrong or have expired: " + login
        : "The credentials from %s are wrong or have expired: correct them there; if they are of a login, %s"
            .formatted(credentials.get(), login);
  }

  /** What the registry said about its answer; empty where it said nothing that can be read. */
  private record Error(String code, String message, String detail) {
    private static final String NO_SPACE = "no space left on device";

    /** Its number, which is all that docker-registry says where it cannot begin a file. */
    private static final int ENOSPC = 28;

    static Error read(String content) {
      try {
        var bytes = String.valueOf(content).getBytes(StandardCharsets.UTF_8);
        var error = Json.read(bytes, "the answer").path("errors").path(0);
        return new Error(
            error.path("code").asText(),
            error.path("message").asText(),
            detail(error.path("detail")));
      } catch (InvalidInputException e) {
        return new Error("", "", "");
      }
    }

    private static String detail(JsonNode detail) {
      var cause = detail.path("Enclosed");
      return cause.path("Err").asInt() == ENOSPC
          ? "%s %s: %s".formatted(cause.path("Op").asText(), cause.path("Path").asText(), NO_SPACE)
          : detail.asText();
    }

    /** Whether the registry's storage has no room. */
    boolean full() {
      return detail.contains(NO_SPACE);
    }

    /** There is no code for it that registries agree on. */
    boolean immutable() {
      return message.toLowerCase(Locale.ROOT).contains("immutable");
    }

    String words() {
      return code.isEmpty()
          ? ""
          : " (%s: %s)".formatted(Faults.shorten(code), Faults.shorten(full() ? detail : message));
    }
  }
}
