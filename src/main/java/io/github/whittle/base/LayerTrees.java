package io.github.whittle.base;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Unpacks, verifies and reads the layers of an image, as many at once as there are processors. */
final class LayerTrees {
  private LayerTrees() {}

  /**
   * Reads all, which then know their trees.
   *
   * @throws io.github.whittle.user.InvalidInputException that of the lowest layer that has one
   */
  static void read(List<BaseLayer> layers) throws IOException {
    var threads =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(), LayerTrees::thread);
    try {
      var running = layers.stream().map(layer -> threads.submit(layer::tree)).toList();
      for (var tree : running) {
        tree.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while layers were read");
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } finally {
      end(threads);
    }
  }

  private static IOException rethrown(Throwable thrown) {
    if (thrown instanceof IOException io) {
      return io;
    }
    if (thrown instanceof RuntimeException invalid) {
      throw invalid;
    }
    throw new IllegalStateException("a layer was not read", thrown);
  }

  /** Waits for the others, so that no half of a file of theirs is left behind. */
  private static void end(ExecutorService threads) {
    threads.shutdownNow();
    try {
      threads.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "whittle-unpack");
    thread.setDaemon(true);
    return thread;
  }
}
