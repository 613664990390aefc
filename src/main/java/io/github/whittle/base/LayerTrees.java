package io.github.whittle.base;

import io.github.whittle.archive.Workers;
import io.github.whittle.tree.FileTree;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Unpacks, verifies and reads the layers of an image, as many at once as there are processors: the
 * largest first, so that at the end no processor waits for another.
 */
final class LayerTrees {
  private static final Comparator<BaseLayer> LARGEST_FIRST =
      Comparator.<BaseLayer>comparingLong(layer -> layer.descriptor().size()).reversed();

  private LayerTrees() {}

  /**
   * Reads all, which then know their trees.
   *
   * @throws io.github.whittle.user.InvalidInputException that of the lowest layer that has one
   */
  static void read(List<BaseLayer> layers) throws IOException {
    try (var workers = new Workers(Runtime.getRuntime().availableProcessors(), "whittle-unpack")) {
      var running = new HashMap<BaseLayer, Future<FileTree>>();
      layers.stream()
          .sorted(LARGEST_FIRST)
          .forEach(layer -> running.put(layer, workers.threads().submit(layer::tree)));
      for (var layer : layers) {
        running.get(layer).get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while layers were read");
    } catch (ExecutionException e) {
      throw Workers.thrown(e);
    }
  }
}
