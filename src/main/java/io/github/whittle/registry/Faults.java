package io.github.whittle.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.cloud.tools.jib.api.RegistryAuthenticationFailedException;
import com.google.cloud.tools.jib.http.ResponseException;
import com.google.cloud.tools.jib.registry.RegistryCredentialsNotSentException;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Reads faults out of what Jib throws: it wraps one failure in up to three exceptions, some of them
 * not public, and some with the credentials in their messages.
 */
final class Faults {
  private static final int WORDS_LIMIT = 200;
  private static final int CHAIN_LIMIT = 10;

  private final AnswerFaults answers;
  private final TlsFaults tls;
  private final ConnectionFaults connections;
  private final Redaction redaction;

  /**
   * @param credentials where they are from, if there are any
   */
  Faults(
      RegistryHost registry, Purpose purpose, Optional<String> credentials, Redaction redaction) {
    answers = new AnswerFaults(registry, purpose, credentials, redaction);
    tls = new TlsFaults(registry, redaction);
    connections = new ConnectionFaults(registry, purpose, redaction);
    this.redaction = redaction;
  }

  /** The status that a registry answered with, wherever Jib put it. */
  static Optional<Integer> status(Throwable thrown) {
    return in(thrown, ResponseException.class).map(ResponseException::getStatusCode);
  }

  Fault of(Throwable thrown) {
    var response = in(thrown, ResponseException.class);
    if (in(thrown, NotFollowedException.class).isPresent()) {
      return answers.notFollowed(response.orElseThrow());
    }
    if (response.isPresent()) {
      boolean token = thrown instanceof RegistryAuthenticationFailedException;
      return answers.of(response.get(), token ? "the registry's token server" : "the registry");
    }
    if (isNoToken(thrown)) {
      return noToken("It may be a proxy or a login page: check host and port");
    }
    var handshake = in(thrown, SSLException.class);
    if (handshake.isPresent()) {
      return tls.of(handshake.get());
    }
    var io = in(thrown, IOException.class);
    return io.isPresent() ? connections.of(io.get()) : notUnderstood(thrown);
  }

  /** The reason, with what the libraries below say of it: for the debug log, without secrets. */
  String detail(Fault fault) {
    return redaction.apply(fault.detail());
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
}
