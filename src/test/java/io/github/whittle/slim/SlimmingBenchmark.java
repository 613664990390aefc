package io.github.whittle.slim;

import io.github.whittle.archive.TarReader;
import io.github.whittle.config.Preset;
import io.github.whittle.config.Slim;
import io.github.whittle.image.ImageConfig;
import io.github.whittle.image.Platform;
import io.github.whittle.ledger.Ledger;
import io.github.whittle.packages.PackageDatabase;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How long it takes to decide about the files of a tar, and about 20,000 more. */
final class SlimmingBenchmark {
  private SlimmingBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    var image = with20000Files(TarReader.read(Path.of(arguments[0])));
    for (int round = 0; round < 4; round++) {
      long start = System.nanoTime();
      var packages = PackageDatabase.read(image);
      long read = System.nanoTime();
      var settings =
          new Slim(
              Slim.Mode.TRACED,
              List.of(),
              List.of(),
              List.of(),
              List.of(Preset.values()),
              Optional.empty(),
              true,
              false);
      var subject =
          new Subject(
              Platform.of("linux", "amd64"),
              image,
              Map.of(),
              Map.of(),
              Map.of(),
              Set.of(),
              packages,
              FileTree.empty());
      var config =
          ImageConfig.scratch(subject.platform(), Instant.EPOCH)
              .withEntrypoint(List.of("/bin/bash"));
      var traced = new TreeSet<>(List.of(new TreePath("/usr/bin/find")));
      var slimmed = new Slimming(settings, traced, new Ledger()).slim(subject, config);
      System.out.printf(
          "%d entries: package database %.2f s, decided in %.2f s, %d files left%n",
          image.entries().size(),
          (read - start) / 1e9,
          (System.nanoTime() - read) / 1e9,
          slimmed.tree().entries().size());
    }
  }

  private static FileTree with20000Files(FileTree image) {
    var more = new TreeMap<TreePath, Entry>();
    for (int i = 0; i < 20_000; i++) {
      more.put(
          new TreePath("/opt/many/%d/file%d.txt".formatted(i / 100, i)),
          new Entry.RegularFile(Attributes.of(0644, 1), Content.of(new byte[] {1})));
    }
    return image.with(more).withParents(FileTree.empty(), Attributes.of(0755, 1));
  }
}
