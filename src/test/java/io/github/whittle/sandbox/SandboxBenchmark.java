package io.github.whittle.sandbox;

import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a sandbox adds to a run that ends at once, its unpacking of one program included. */
final class SandboxBenchmark {
  private static final int ROUNDS = 8;

  private SandboxBenchmark() {}

  /** The first argument is a static busybox. */
  public static void main(String[] arguments) throws Exception {
    var busybox = Path.of(arguments[0]);
    var folder = Files.createTempDirectory("whittle-benchmark");
    for (int round = 0; round < ROUNDS; round++) {
      double bare = seconds(() -> new ProcessBuilder(busybox.toString(), "true").start().waitFor());
      double plain = seconds(() -> run(busybox, folder, false));
      double watched = seconds(() -> run(busybox, folder, true));
      System.out.printf(
          "bare %.3f s, in the sandbox %.3f s, watched %.3f s%n", bare, plain, watched);
    }
    Files.delete(folder);
  }

  private interface Work {
    Object run() throws Exception;
  }

  private static double seconds(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static Optional<String> run(Path busybox, Path folder, boolean watched)
      throws IOException {
    var entries = new TreeMap<TreePath, Entry>();
    entries.put(
        new TreePath("/busybox"),
        new Entry.RegularFile(Attributes.of(0755, 1), Content.of(busybox)));
    var program =
        new Program(
            List.of("/busybox", "true"),
            Map.of(),
            new RunAs(0, 0),
            TreePath.ROOT,
            List.of(),
            false);
    var guest = new Guest(FileTree.of(entries), program);
    var expected =
        new Expected(
            0, Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofMinutes(1), "TERM");
    var host = Host.find(false);
    try (var sandbox =
        watched
            ? Sandbox.recorded(host, guest, folder, Progress.silent())
            : Sandbox.start(host, guest, folder, Progress.silent())) {
      return new Trial(sandbox, expected).run();
    }
  }
}
