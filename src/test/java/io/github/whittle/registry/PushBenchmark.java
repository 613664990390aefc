package io.github.whittle.registry;

import io.github.whittle.support.DockerRegistry;
import io.github.whittle.support.RegistryLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Pushes an image of ten layers to new repositories of docker-registry: how long it takes. */
final class PushBenchmark {
  private static final int LAYERS = 10;
  private static final int WARM_UP = 20;

  private PushBenchmark() {}

  /**
   * @param arguments how often, and the bytes of a layer
   */
  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    int bytes = Integer.parseInt(arguments[1]);
    var folder = Files.createTempDirectory(Path.of("target"), "push-benchmark");
    var sizes = IntStream.range(0, LAYERS).map(layer -> bytes + layer).toArray();
    var layout = new RegistryLayout(folder.resolve("image")).single(sizes);
    try (var registry = DockerRegistry.start(folder.resolve("registry").toAbsolutePath())) {
      var millis = new double[rounds];
      for (int round = -WARM_UP; round < rounds; round++) {
        var door = new Door(registry.host()).at("team/app" + (round + WARM_UP));
        long start = System.nanoTime();
        door.push().push(layout, door.to());
        millis[Math.max(round, 0)] = (System.nanoTime() - start) / 1e6;
      }
      Arrays.sort(millis);
      System.out.printf(
          "%d layers of %d bytes, %d pushes: least %.0f ms, median %.0f ms; %.1f questions each%n",
          LAYERS,
          bytes,
          rounds,
          millis[0],
          millis[rounds / 2],
          registry.requests("HEAD ").size() / (double) (rounds + WARM_UP));
    }
  }
}
