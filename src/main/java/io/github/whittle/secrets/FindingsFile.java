package io.github.whittle.secrets;

import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;

/** Findings on disk, so that a layer of a base is read once. */
public final class FindingsFile {
  private FindingsFile() {}

  public static void write(List<Finding> findings, Path file) throws IOException {
    var lines = new Properties();
    findings.forEach(finding -> lines.setProperty(finding.path().value(), finding.kind()));
    try (var out = Files.newBufferedWriter(file)) {
      lines.store(out, null);
    }
  }

  /** Sorted by path. */
  public static List<Finding> read(Path file) throws IOException {
    var lines = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      lines.load(in);
    }
    return lines.stringPropertyNames().stream()
        .map(path -> new Finding(new TreePath(path), lines.getProperty(path)))
        .sorted(Comparator.comparing(Finding::path))
        .toList();
  }
}
