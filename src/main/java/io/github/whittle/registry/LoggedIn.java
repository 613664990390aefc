package io.github.whittle.registry;

import java.io.Closeable;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/** A reader with credentials, which are looked up when it is first wanted, and only once. */
final class LoggedIn implements Closeable {
  private final FutureTask<Optional<RegistryReader>> login;
  private volatile Optional<RegistryReader> known = Optional.empty();
  private Runnable end = () -> {};
  private boolean closed;

  /** Opens a reader that has credentials; empty if there are none. */
  @FunctionalInterface
  interface Opener {
    /**
     * @param begun gets what ends the reader's connections, before there are any
     */
    Optional<RegistryReader> open(Consumer<Runnable> begun) throws RegistryException;
  }

  LoggedIn(Opener opener) {
    login = new FutureTask<>(() -> known = opener.open(this::begun));
  }

  private synchronized void begun(Runnable ending) {
    end = ending;
    if (closed) {
      end.run();
    }
  }

  /** The reader, if it was wanted already. */
  Optional<RegistryReader> known() {
    return known;
  }

  /**
   * The reader; empty if there are no credentials, or it is closed meanwhile. Those that are no
   * good are an error each time, whichever thread comes first.
   */
  Optional<RegistryReader> get() throws RegistryException {
    login.run();
    try {
      return login.get();
    } catch (CancellationException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryException("interrupted while another thread logs in", e);
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    }
  }

  private static RegistryException rethrown(Throwable thrown) {
    if (thrown instanceof RegistryException refused) {
      return refused;
    }
    if (thrown instanceof RuntimeException other) {
      throw other;
    }
    throw (Error) thrown;
  }

  /** Ends also a login that another thread waits for. */
  @Override
  public void close() {
    login.cancel(false);
    synchronized (this) {
      closed = true;
      end.run();
    }
  }
}
