package io.github.whittle.archive;

import io.github.whittle.archive.LayerCompression.Type;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints size and speed of compressing one file; {@code benchmarks/compression FILE} runs it. */
final class CompressionBenchmark {
  private static final int ROUNDS = 4;

  private CompressionBenchmark() {}

  public static void main(String[] args) throws IOException {
    var input = Files.readAllBytes(Path.of(args[0]));
    System.out.printf("%s: %,d bytes%n", Path.of(args[0]).getFileName(), input.length);
    for (int level : new int[] {1, 6, 9}) {
      measure(new LayerCompression(Type.GZIP, level), input);
    }
    for (int level : new int[] {3, 9, 19}) {
      measure(new LayerCompression(Type.ZSTD, level), input);
    }
  }

  private static void measure(LayerCompression compression, byte[] input) throws IOException {
    for (int threads = 1; threads <= 2; threads++) {
      double best = 0;
      int size = 0;
      for (int round = 0; round < ROUNDS; round++) {
        var out = new ByteArrayOutputStream();
        long start = System.nanoTime();
        try (var stream = compression.over(out, threads)) {
          stream.write(input, 0, input.length);
        }
        best = Math.max(best, input.length * 1e3 / (System.nanoTime() - start));
        size = out.size();
      }
      System.out.printf(
          "%s %2d, %d threads: %,11d bytes, %5.1f MB/s%n",
          compression.type(), compression.level(), threads, size, best);
    }
  }
}
