package io.github.whittle.registry;

import java.time.Duration;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What went wrong in one attempt.
 *
 * @param reason what the registry did, as a sentence that begins with it
 * @param cure a sentence on what to do
 * @param cause for the debug log, since Maven writes causes behind the error; null where it could
 *     hold a secret
 * @param asked how long the registry asks us to wait; zero if it does not
 */
record Fault(String reason, String cure, Kind kind, Throwable cause, Duration asked) {
  private static final int CHAIN_LIMIT = 10;
  private static final int SLOW_TRIES = 2;

  /** What may help. */
  enum Kind {
    /** To try again. */
    PASSING,
    /** To try again, but each time takes minutes. */
    SLOW,
    /** To try again, or to be somebody whom the registry knows. */
    LIMITED,
    /** Other credentials. */
    DENIED,
    /** To ask for something else: the registry, or what is in it, does not let this be done. */
    REFUSED,
    /** Nothing that we can do. */
    LASTING;

    /** Whether it may go well with other credentials. */
    boolean credentialsMayHelp() {
      return this == DENIED || this == LIMITED;
    }
  }

  private Fault(String reason, String cure, Kind kind, Throwable cause) {
    this(reason, cure, kind, cause, Duration.ZERO);
  }

  static Fault passing(String reason, String cure, Throwable cause) {
    return new Fault(reason, cure, Kind.PASSING, cause);
  }

  static Fault slow(String reason, String cure, Throwable cause) {
    return new Fault(reason, cure, Kind.SLOW, cause);
  }

  static Fault limited(String reason, String cure) {
    return new Fault(reason, cure, Kind.LIMITED, null);
  }

  static Fault denied(String reason, String cure) {
    return new Fault(reason, cure, Kind.DENIED, null);
  }

  static Fault refused(String reason, String cure) {
    return new Fault(reason, cure, Kind.REFUSED, null);
  }

  static Fault lasting(String reason, String cure, Throwable cause) {
    return new Fault(reason, cure, Kind.LASTING, cause);
  }

  /** The same, of a registry that asks us to wait. */
  Fault after(Duration asked) {
    return new Fault(reason, cure, kind, cause, asked);
  }

  /** Whether it may go well if it is tried again. */
  boolean mayPass() {
    return kind == Kind.PASSING || kind == Kind.SLOW || kind == Kind.LIMITED;
  }

  /**
   * How often the step is done, this time included.
   *
   * @param usual for what is soon seen
   */
  int tries(int usual) {
    return kind == Kind.SLOW ? Math.min(usual, SLOW_TRIES) : usual;
  }

  /** Whether it may go well with other credentials. */
  boolean credentialsMayHelp() {
    return kind.credentialsMayHelp();
  }

  /** The reason, with what the libraries below say of it. */
  String detail() {
    return Stream.iterate(cause, Objects::nonNull, Throwable::getCause)
        .limit(CHAIN_LIMIT)
        .map(Throwable::toString)
        .collect(Collectors.joining("; ", reason + "; ", ""));
  }

  /**
   * The end of a step.
   *
   * @param repository with its registry
   * @param step what could not be done
   * @param tries how often it was tried
   */
  RegistryException in(String repository, String step, int tries) {
    return new RegistryException(
        "%s: cannot %s: %s%s. %s"
            .formatted(
                repository, step, reason, tries > 1 ? ", %s times".formatted(tries) : "", cure),
        null,
        kind);
  }
}
