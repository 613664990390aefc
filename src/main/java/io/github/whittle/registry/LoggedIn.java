package io.github.whittle.registry;

import io.github.whittle.user.InvalidInputException;
import java.io.Closeable;
import java.util.Optional;

/** A reader with credentials, which are looked up when it is first wanted, and only once. */
final class LoggedIn implements Closeable {
  private Opener opener;
  private Optional<RegistryReader> known = Optional.empty();

  /** Opens a reader that has credentials; empty if there are none. */
  @FunctionalInterface
  interface Opener {
    Optional<RegistryReader> open() throws RegistryException;
  }

  LoggedIn(Opener opener) {
    this.opener = opener;
  }

  /** The reader, if it was wanted already. */
  synchronized Optional<RegistryReader> known() {
    return known;
  }

  /**
   * The reader; empty if there are no credentials. Those that are no good are an error each time,
   * whichever thread comes first.
   */
  synchronized Optional<RegistryReader> get() throws RegistryException {
    try {
      known = opener.open();
      opener = () -> known;
      return known;
    } catch (RegistryException | InvalidInputException e) {
      opener =
          () -> {
            throw e;
          };
      throw e;
    }
  }

  @Override
  public synchronized void close() {
    opener = () -> known;
    known.ifPresent(RegistryReader::close);
  }
}
