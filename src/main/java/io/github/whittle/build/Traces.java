package io.github.whittle.build;

import io.github.whittle.config.Slim;
import io.github.whittle.trace.Trace;
import io.github.whittle.trace.TraceFile;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** What all traces that {@code <slim>} names found together. */
final class Traces {
  /** Without slimming, since the build before would ask for the trace that is not there yet. */
  static final String COMMAND =
      "mvn package io.github.whittle:whittle-maven-plugin:trace -Dwhittle.slim.mode=off -Dwhittle.push.skip";

  private Traces() {}

  /**
   * Nothing unless the mode is {@code traced}.
   *
   * @throws InvalidInputException if there is no trace
   */
  static SortedSet<TreePath> paths(Slim slim) throws IOException {
    if (slim.mode() != Slim.Mode.TRACED) {
      return Collections.emptySortedSet();
    }
    var traces = new ArrayList<Trace>();
    for (var file : files(slim)) {
      traces.add(TraceFile.read(file));
    }
    var paths = Trace.merge(traces).paths();
    if (paths.isEmpty()) {
      throw missing("has a path in it in " + list(slim.traces()));
    }
    return paths;
  }

  /** The files that count; none unless the mode is {@code traced}. */
  static List<Path> files(Slim slim) throws IOException {
    var files = new ArrayList<Path>();
    if (slim.mode() == Slim.Mode.TRACED) {
      for (var place : slim.traces()) {
        files.addAll(files(place));
      }
    }
    return files;
  }

  private static List<Path> files(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      if (!Files.isRegularFile(place)) {
        throw missing("is at '%s'".formatted(place));
      }
      return List.of(place);
    }
    var files = new ArrayList<Path>();
    try (var inside = Files.newDirectoryStream(place, "*.trace")) {
      inside.forEach(files::add);
    }
    return files;
  }

  private static InvalidInputException missing(String where) {
    return new InvalidInputException(
        "<slim><mode> is traced, but no trace %s; make one with %s".formatted(where, COMMAND));
  }

  private static String list(List<Path> places) {
    return places.stream().map(p -> "'" + p + "'").collect(Collectors.joining(", "));
  }
}
