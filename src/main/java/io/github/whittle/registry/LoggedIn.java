package io.github.whittle.registry;

import java.io.Closeable;
import java.util.Optional;

/** A reader with credentials, which are looked up when it is first wanted, and only once. */
final class LoggedIn implements Closeable {
  private final Opener opener;
  private Optional<RegistryReader> known = Optional.empty();
  private boolean tried;

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

  /** The reader; empty if there are no credentials, or none that are any good. */
  synchronized Optional<RegistryReader> get() throws RegistryException {
    if (!tried) {
      tried = true;
      known = opener.open();
    }
    return known;
  }

  @Override
  public synchronized void close() {
    tried = true;
    known.ifPresent(RegistryReader::close);
  }
}
