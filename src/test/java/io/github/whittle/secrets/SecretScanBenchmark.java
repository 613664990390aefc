package io.github.whittle.secrets;

import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Looks through folders of this machine: how long it takes, and what it takes for a secret. */
final class SecretScanBenchmark {
  private SecretScanBenchmark() {}

  public static void main(String[] folders) throws IOException {
    for (var folder : folders) {
      var tree = FileTree.of(entries(Path.of(folder)));
      for (int round = 0; round < 3; round++) {
        long start = System.nanoTime();
        var found = SecretScan.of(tree);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
            "%s: %d files, %.0f MB, %.2f s, %s%n",
            folder, tree.entries().size(), tree.size() / 1e6, seconds, found);
      }
    }
  }

  private static Map<TreePath, Entry> entries(Path folder) throws IOException {
    var entries = new TreeMap<TreePath, Entry>();
    try (var files = Files.walk(folder)) {
      for (var file : (Iterable<Path>) files::iterator) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          entries.put(
              TreePath.parse(folder.relativize(file).toString()),
              new Entry.RegularFile(Attributes.of(0644, 1), Content.of(file)));
        }
      }
    }
    return entries;
  }
}
