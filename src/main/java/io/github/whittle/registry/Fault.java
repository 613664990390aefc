package io.github.whittle.registry;

import java.time.Duration;

/**
 * What went wrong in one attempt.
 *
 * @param reason what the registry did, as a sentence that begins with it
 * @param cure a sentence on what to do
 * @param passing whether it may go well if it is tried again
 * @param denied whether it may go well with other credentials
 * @param cause for those who look at stack traces; null where it could hold a secret
 * @param asked how long the registry asks us to wait; zero if it does not
 */
record Fault(
    String reason, String cure, boolean passing, boolean denied, Throwable cause, Duration asked) {
  static Fault passing(String reason, String cure, Throwable cause) {
    return new Fault(reason, cure, true, false, cause, Duration.ZERO);
  }

  /** The same, of a registry that asks us to wait. */
  Fault after(Duration asked) {
    return new Fault(reason, cure, passing, denied, cause, asked);
  }

  static Fault lasting(String reason, String cure, Throwable cause) {
    return new Fault(reason, cure, false, false, cause, Duration.ZERO);
  }

  static Fault denied(String reason, String cure) {
    return new Fault(reason, cure, false, true, null, Duration.ZERO);
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
                repository, step, reason, tries > 1 ? ", %d times".formatted(tries) : "", cure),
        cause,
        denied);
  }
}
