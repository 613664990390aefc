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

  /**
   * @param repository with its registry, for the message
   */
  Retries(String repository, Patience patience, Faults faults, Progress progress) {
    this.repository = repository;
    this.patience = patience;
    this.faults = faults;
    this.progress = progress;
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
        progress.debug("try %d to %s: %s".formatted(tries, step, fault.reason()));
        if (!fault.passing() || tries >= patience.tries() || patience.tooLong(fault.asked())) {
          throw fault.in(repository, step, tries);
        }
        pause(step, tries + 1, fault.asked());
      }
    }
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
