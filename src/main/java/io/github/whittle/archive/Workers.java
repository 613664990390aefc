package io.github.whittle.archive;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
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

  /** What a thread threw, to be thrown on; what is unchecked is thrown at once. */
  public static IOException thrown(ExecutionException e) {
    if (e.getCause() instanceof IOException io) {
      return io;
    }
    if (e.getCause() instanceof RuntimeException invalid) {
      throw invalid;
    }
    throw new IllegalStateException("a thread did not do its work", e.getCause());
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
