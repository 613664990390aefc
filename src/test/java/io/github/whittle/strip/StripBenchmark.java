package io.github.whittle.strip;

import io.github.whittle.config.Strip.Binaries;
import io.github.whittle.tree.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** How fast files are stripped, from disk to disk; see {@code benchmarks/strip}. */
public final class StripBenchmark {
  private static final int ROUNDS = 5;

  private StripBenchmark() {}

  public static void main(String[] args) throws IOException {
    for (var name : args) {
      measure(Path.of(name));
    }
  }

  private static void measure(Path file) throws IOException {
    var target = Files.createTempFile("whittle", ".stripped");
    try {
      long best = Long.MAX_VALUE;
      for (int i = 0; i < ROUNDS; i++) {
        long start = System.nanoTime();
        strip(file, target);
        best = Math.min(best, System.nanoTime() - start);
      }
      long before = Files.size(file);
      System.out.printf(
          "%s: %d -> %d bytes, %.0f MB/s%n", file, before, Files.size(target), before * 1e3 / best);
    } finally {
      Files.delete(target);
    }
  }

  private static void strip(Path file, Path target) throws IOException {
    var content = Content.of(file);
    var outcome = ElfStrip.strip(file.toString(), content, Binaries.ALL, l -> Optional.empty());
    var result = outcome instanceof Outcome.Smaller smaller ? smaller.content() : content;
    try (var in = result.open();
        var out = Files.newOutputStream(target)) {
      in.transferTo(out);
    }
  }
}
