package io.github.whittle.archive;

import java.io.Closeable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Threads that do not outlive this, nor leave half of a file behind. */
public final class Workers implements Closeable {
  private final ExecutorService threads;

  /**
   * @param name of every thread
   */
  public Workers(int count, String name) {
    threads =
        Executors.newFixedThreadPool(
            count,
            work -> {
              var thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  public ExecutorService threads() {
    return threads;
  }

  /** Begins nothing more, and waits for what was begun. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
