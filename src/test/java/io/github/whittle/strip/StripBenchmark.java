package io.github.whittle.strip;

import io.github.whittle.config.Strip.Binaries;
import io.github.whittle.tree.Content;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** How fast files are stripped, from disk to disk; see {@code benchmarks/strip}. */
public final class StripBenchmark {
  private static final int ROUNDS = 5;

  /** As the writer of layers has it. */
  private static final int BUFFER = 1 << 16;

  private StripBenchmark() {}

  public static void main(String[] args) throws IOException {
    for (var name : args) {
      measure(Path.of(name));
    }
  }

  private static void measure(Path file) throws IOException {
    var target = Files.createTempFile("whittle", ".stripped");
    try {
      var clock = ManagementFactory.getThreadMXBean();
      long best = Long.MAX_VALUE;
      long bestOfCpu = Long.MAX_VALUE;
      for (int i = 0; i < ROUNDS; i++) {
        long start = System.nanoTime();
        long cpu = clock.getCurrentThreadCpuTime();
        strip(file, target);
        best = Math.min(best, System.nanoTime() - start);
        bestOfCpu = Math.min(bestOfCpu, clock.getCurrentThreadCpuTime() - cpu);
      }
      long before = Files.size(file);
      System.out.printf(
          "%s: %d -> %d bytes, %.0f MB/s, by CPU time %.0f MB/s%n",
          file, before, Files.size(target), before * 1e3 / best, before * 1e3 / bestOfCpu);
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
      var buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
    }
  }
}
