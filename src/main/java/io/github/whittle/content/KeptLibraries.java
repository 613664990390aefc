package io.github.whittle.content;

import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.codehaus.plexus.util.MatchPatterns;

/**
 * Native libraries in jars that stay for whatever platform they are: by patterns of entries, or of
 * jars and entries, {@code a.jar!/**}.
 */
final class KeptLibraries implements Predicate<String> {
  private final Map<String, MatchPatterns> patterns = new LinkedHashMap<>();
  private final List<String> unused;

  KeptLibraries(List<String> keep) {
    keep.forEach(pattern -> patterns.put(pattern, DirectoryTree.patterns(List.of(pattern))));
    unused = new ArrayList<>(patterns.keySet());
  }

  /** Each pattern is asked, so that one which another makes needless counts as used. */
  @Override
  public boolean test(String name) {
    var matching =
        patterns.entrySet().stream()
            .filter(e -> isOf(e.getValue(), name))
            .map(Map.Entry::getKey)
            .toList();
    unused.removeAll(matching);
    return !matching.isEmpty();
  }

  private static boolean isOf(MatchPatterns pattern, String name) {
    return Stream.of(name, name.substring(name.indexOf("!/") + 2))
        .anyMatch(n -> pattern.matches(n.replace('/', File.separatorChar), true));
  }

  /** Patterns that nothing was of which was asked for. */
  List<String> unused() {
    return List.copyOf(unused);
  }
}
