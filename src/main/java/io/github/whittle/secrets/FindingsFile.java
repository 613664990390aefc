package io.github.whittle.secrets;

import io.github.whittle.image.Json;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Findings on disk, so that a layer of a base is read once. */
public final class FindingsFile {
  private FindingsFile() {}

  /** Paths are values of JSON, which take names that are no UTF-8. */
  public static void write(List<Finding> findings, Path file) throws IOException {
    var json = Json.object();
    var list = json.putArray("findings");
    findings.forEach(
        finding ->
            list.addObject().put("path", finding.path().value()).put("kind", finding.kind()));
    Files.write(file, Json.write(json));
  }

  /** Sorted by path. */
  public static List<Finding> read(Path file) throws IOException {
    var findings = new ArrayList<Finding>();
    for (var f : Json.read(Files.readAllBytes(file), "'" + file + "'").path("findings")) {
      findings.add(new Finding(new TreePath(f.path("path").asText()), f.path("kind").asText()));
    }
    findings.sort(Comparator.comparing(Finding::path));
    return findings;
  }
}
