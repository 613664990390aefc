package io.github.whittle.base;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Unpacks, verifies and reads the layers of an image, as many at once as there are processors. */
final class LayerTrees {
  private LayerTrees() {}

  /**
   * Reads all, which then know their trees.
   *
   * @throws io.github.whittle.user.InvalidInputException that of the lowest layer that has one
   */
  static void read(List<BaseLayer> layers) throws IOException {
    try (var workers = new Workers(Runtime.getRuntime().availableProcessors(), "whittle-unpack")) {
      var running = layers.stream().map(layer -> workers.threads().submit(layer::tree)).toList();
      for (var tree : running) {
        tree.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while layers were read");
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
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
}
