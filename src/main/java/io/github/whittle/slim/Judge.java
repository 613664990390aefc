package io.github.whittle.slim;

import io.github.whittle.config.PathPattern;
import io.github.whittle.config.Preset;
import io.github.whittle.config.Slim;
import io.github.whittle.tree.TreePath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides about every file of an image. The first rule that speaks decides: what the user keeps by
 * name, what the user removes by name, what is needed, presets, size, and last that nothing needs
 * the file.
 */
final class Judge {
  private final Slim settings;
  private final KeptPaths needed;
  private final Map<PathPattern, PathPattern.Any> keep;
  private final Map<PathPattern, PathPattern.Any> remove;
  private final Map<Preset, PathPattern.Any> presets = new LinkedHashMap<>();

  Judge(Slim settings, KeptPaths needed) {
    this.settings = settings;
    this.needed = needed;
    this.keep = matchers(settings.keep());
    this.remove = matchers(settings.remove());
    settings.presets().forEach(p -> presets.put(p, PathPattern.any(p.patterns())));
  }

  private static Map<PathPattern, PathPattern.Any> matchers(List<PathPattern> patterns) {
    var matchers = new LinkedHashMap<PathPattern, PathPattern.Any>();
    patterns.forEach(pattern -> matchers.put(pattern, PathPattern.any(List.of(pattern))));
    return matchers;
  }

  /**
   * @param path of no folder
   * @param size in bytes; 0 for what has none of its own
   */
  Verdict verdict(TreePath path, long size) {
    return first(keep, path)
        .map(pattern -> Verdict.kept("<keep>%s</keep>".formatted(pattern)))
        .or(() -> first(remove, path).map(p -> Verdict.removed("<remove>%s</remove>".formatted(p))))
        .or(() -> needed.reason(path).map(Verdict::kept))
        .or(() -> first(presets, path).map(preset -> Verdict.removed("the preset " + preset)))
        .orElseGet(() -> unneeded(size));
  }

  private Verdict unneeded(long size) {
    if (settings.mode() == Slim.Mode.OFF) {
      return Verdict.kept("no rule removes it");
    }
    if (settings.atLeast().filter(least -> size < least.bytes()).isPresent()) {
      return Verdict.kept("smaller than <atLeast>");
    }
    return Verdict.removed(
        settings.mode() == Slim.Mode.TRACED
            ? "in no trace, and nothing that stays needs it"
            : "nothing that stays needs it");
  }

  private static <T> Optional<T> first(Map<T, PathPattern.Any> matchers, TreePath path) {
    return matchers.entrySet().stream()
        .filter(e -> e.getValue().matches(path))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Whether a folder stays although nothing is left in it. */
  boolean keepsFolder(TreePath folder) {
    return needed.contains(folder) || isEmptiedToBeUsed(folder);
  }

  private boolean isEmptiedToBeUsed(TreePath folder) {
    return presets.entrySet().stream()
        .anyMatch(e -> e.getKey().keepsFolders() && e.getValue().matches(folder));
  }
}
