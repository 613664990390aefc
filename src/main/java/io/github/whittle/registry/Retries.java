package io.github.whittle.registry;

import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Does a step again, within bounds, while what went wrong may pass. */
final class Retries {
  private final String repository;
  private final Patience patience;
  private final Faults faults;
  private final Progress progress;
  private final OtherWay other;

  /** Another way to do the same, as somebody whom the registry knows. */
  @FunctionalInterface
  interface OtherWay {
    OtherWay NONE = () -> false;

    /** Whether there is one; it is looked for only then. */
    boolean isThere() throws RegistryException;
  }

  /**
   * @param repository with its registry, for the message
   * @param other is better than to wait, where that may help
   */
  Retries(String repository, Patience patience, Faults faults, Progress progress, OtherWay other) {
    this.repository = repository;
    this.patience = patience;
    this.faults = faults;
    this.progress = progress;
    this.other = other;
  }

  /**
   * Does a step.
   *
   * @param step what it does, for the message, for example {@code log in}
   * @throws UncheckedIOException as the attempt throws it: for a fault on our own side
   */
  <T> T run(String step, Callable<T> attempt) throws RegistryException {
    for (int tries = 1; ; tries++) {
      try {
        return attempt.call();
      } catch (InvalidInputException | RegistryException | UncheckedIOException e) {
        throw e;
      } catch (Exception e) {
        interruption(step);
        var fault = faults.of(e);
        progress.debug("try %s to %s: %s".formatted(tries, step, faults.detail(fault)));
        var limited = Faults.in(e, StillLimitedException.class);
        if (limited.isPresent() || isLast(fault, tries)) {
          throw fault.in(repository, step, limited.map(StillLimitedException::tries).orElse(tries));
        }
        pause(step, tries + 1, fault.asked());
      }
    }
  }

  private boolean isLast(Fault fault, int tries) throws RegistryException {
    return !fault.mayPass()
        || tries >= fault.tries(patience.tries())
        || patience.tooLong(fault.asked())
        || fault.credentialsMayHelp() && other.isThere();
  }

  private void pause(String step, int nextTry, Duration asked) throws RegistryException {
    try {
      patience.pause().before(nextTry, asked);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      interruption(step);
    }
  }

  private void interruption(String step) throws RegistryException {
    if (Thread.currentThread().isInterrupted()) {
      throw new RegistryException("%s: cannot %s: interrupted".formatted(repository, step));
    }
  }
}
