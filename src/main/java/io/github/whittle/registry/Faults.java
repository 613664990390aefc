package io.github.whittle.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.cloud.tools.jib.api.RegistryAuthenticationFailedException;
import com.google.cloud.tools.jib.http.ResponseException;
import com.google.cloud.tools.jib.registry.RegistryCredentialsNotSentException;
import io.github.whittle.credentials.RegistryNames;
import io.github.whittle.image.Json;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.http.conn.ConnectTimeoutException;

/**
 * Reads faults out of what Jib throws: it wraps one failure in up to three exceptions, some of them
 * not public, and some with the credentials in their messages.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#error-codes">OCI
 *     distribution, error codes</a>
 */
final class Faults {
  /** An upload that got into disorder; it goes well when it is begun anew. */
  private static final Set<String> UPLOAD_LOST =
      Set.of("BLOB_UPLOAD_UNKNOWN", "BLOB_UPLOAD_INVALID", "DIGEST_INVALID");

  private static final int WORDS_LIMIT = 200;
  private static final int CHAIN_LIMIT = 10;

  private final RegistryHost registry;
  private final Purpose purpose;

  /** Where the credentials are from, if there are any. */
  private final Optional<String> credentials;

  private final Redaction redaction;
  private final Clock clock = Clock.systemUTC();

  Faults(
      RegistryHost registry, Purpose purpose, Optional<String> credentials, Redaction redaction) {
    this.registry = registry;
    this.purpose = purpose;
    this.credentials = credentials;
    this.redaction = redaction;
  }

  /** The status that a registry answered with, wherever Jib put it. */
  static Optional<Integer> status(Throwable thrown) {
    return in(thrown, ResponseException.class).map(ResponseException::getStatusCode);
  }

  Fault of(Throwable thrown) {
    var response = in(thrown, ResponseException.class);
    if (response.isPresent()) {
      boolean token = thrown instanceof RegistryAuthenticationFailedException;
      return answered(response.get(), token ? "the registry's token server" : "the registry");
    }
    if (isNoToken(thrown)) {
      return noToken("It may be a proxy or a login page: check host and port");
    }
    var tls = in(thrown, SSLException.class);
    if (tls.isPresent()) {
      return new TlsFaults(registry, redaction).of(tls.get());
    }
    var io = in(thrown, IOException.class);
    return io.isPresent() ? io(io.get()) : notUnderstood(thrown);
  }

  private Fault answered(ResponseException response, String who) {
    int status = response.getStatusCode();
    var error = Error.read(response.getContent());
    var answered = "%s answered %d%s".formatted(who, status, redaction.apply(error.words()));
    if (status == 429) {
      return limited(answered, RetryAfter.of(response, clock));
    }
    if (status == 408 || status >= 500) {
      var cure = "It is overloaded or being restarted: try again later";
      return Fault.passing(answered, cure, null).after(RetryAfter.of(response, clock));
    }
    if (UPLOAD_LOST.contains(error.code())) {
      var cure = "If several registries share the name, they must share their uploads, too";
      return Fault.passing(answered, cure, null);
    }
    var cure = cure(status, error.code());
    return status == 401 || status == 403
        ? Fault.denied(answered, cure)
        : Fault.lasting(answered, cure, null);
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

  private String cure(int status, String code) {
    var login = "log in with: " + RegistryNames.loginCommand(registry.authority());
    if (status == 401 || status == 403) {
      if (credentials.isEmpty()) {
        return "No credentials were found for it: " + login;
      }
      return status == 401 ? wrongCredentials(login) : purpose.forbidden();
    }
    if (code.equals("MANIFEST_INVALID") || status == 415) {
      return "It may not know this format: try the other <format>";
    }
    return switch (status) {
      case 404 -> purpose.missing();
      case 405 -> purpose.notAllowed();
      case 407 ->
          "The proxy wants a user and a password: write them into <proxies> of settings.xml, or into"
              + " HTTPS_PROXY";
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

  private Fault io(IOException e) {
    var message = shorten(redaction.apply(String.valueOf(e.getMessage())));
    if (e instanceof FileSystemException) {
      return Fault.lasting("the file cannot be read (%s)".formatted(message), "Build again", e);
    }
    if (e instanceof UnreachedException other) {
      return Fault.lasting(other.reason(), "Check that it is running, and what is between", e);
    }
    if (e instanceof UnknownHostException) {
      return Fault.lasting(
          "the host is not known", "Check the name '%s'".formatted(registry.name()), e);
    }
    if (e instanceof ShortBlobException) {
      return Fault.passing(
          message, "What it holds is damaged: have the image pushed there again", null);
    }
    var check = "Check that it is running, and the port";
    if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
      return Fault.passing("the registry cannot be reached (%s)".formatted(message), check, e);
    }
    if (e instanceof SocketTimeoutException
        || e instanceof ConnectTimeoutException
        || e instanceof StalledException) {
      return Fault.passing("the registry does not answer", check, e);
    }
    if (e instanceof HungUpException) {
      return Fault.passing(
          "the registry ends the connection before it answers (%s)".formatted(message),
          "Look into its log. If it wants a certificate of ours, put it and its key into "
              + TlsFaults.certificates(registry),
          e);
    }
    return Fault.passing(
        "the connection to the registry broke off (%s)".formatted(message), purpose.brokenOff(), e);
  }

  /** Whether what a token server gave is no JSON. Its parser's error quotes from it. */
  private static boolean isNoToken(Throwable thrown) {
    return thrown instanceof RegistryAuthenticationFailedException
        && in(thrown, JsonProcessingException.class).isPresent();
  }

  private static Fault noToken(String cure) {
    return Fault.lasting("the registry's token server gave no token", cure, null);
  }

  /** Without a cause, and for failed logins without the message: Jib writes the token into it. */
  private Fault notUnderstood(Throwable thrown) {
    var look = "Look into the registry's log";
    if (thrown instanceof RegistryAuthenticationFailedException) {
      return noToken(look);
    }
    if (thrown instanceof RegistryCredentialsNotSentException) {
      return Fault.lasting(
          "the registry wants credentials, which are not sent over plain HTTP",
          "Let it speak TLS",
          null);
    }
    var words = shorten(redaction.apply(String.valueOf(thrown.getMessage())));
    return Fault.lasting(
        "the registry's answer is not understood (%s)".formatted(words), look, null);
  }

  /** The first of a kind among an exception and its causes. */
  static <T extends Throwable> Optional<T> in(Throwable thrown, Class<T> type) {
    return Stream.iterate(thrown, t -> t != null, Throwable::getCause)
        .limit(CHAIN_LIMIT)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }

  /** The first line of it, if that is not too long. */
  static String shorten(String text) {
    var line = text.lines().findFirst().orElse("");
    return line.length() <= WORDS_LIMIT ? line : line.substring(0, WORDS_LIMIT) + "...";
  }

  /** What the registry said about its answer; empty where it said nothing that can be read. */
  private record Error(String code, String message) {
    static Error read(String content) {
      try {
        var bytes = String.valueOf(content).getBytes(StandardCharsets.UTF_8);
        var error = Json.read(bytes, "the answer").path("errors").path(0);
        return new Error(error.path("code").asText(), error.path("message").asText());
      } catch (InvalidInputException e) {
        return new Error("", "");
      }
    }

    String words() {
      return code.isEmpty() ? "" : " (%s: %s)".formatted(shorten(code), shorten(message));
    }
  }
}
