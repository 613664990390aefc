package io.github.whittle.build;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Closes a connection through which nothing moves, so that whoever waits for it wakes. */
final class StallWatch implements AutoCloseable {
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(StallWatch::thread);
  private final Closeable watched;
  private Future<?> end;
  private volatile boolean fired;

  StallWatch(Closeable watched) {
    this.watched = watched;
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "whittle-stall");
    thread.setDaemon(true);
    return thread;
  }

  /** Something must move within this time from now on, whatever was said before. */
  void expect(Duration limit) {
    if (end != null) {
      end.cancel(false);
    }
    end = clock.schedule(this::fire, limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A stream every read of which is something that moves. */
  InputStream over(InputStream in, Duration limit) {
    return new FilterInputStream(in) {
      @Override
      public int read(byte[] bytes, int from, int count) throws IOException {
        expect(limit);
        return super.read(bytes, from, count);
      }
    };
  }

  private void fire() {
    fired = true;
    try {
      watched.close();
    } catch (IOException e) {
      return; // Nothing can be done about a connection that does not close either.
    }
  }

  /** Whether it closed the connection. */
  boolean fired() {
    return fired;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
