package io.github.whittle.slim;

import io.github.whittle.config.PathPattern;
import io.github.whittle.config.Preset;
import io.github.whittle.config.Slim;
import io.github.whittle.packages.DistroPackage;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What packages bring beside their files: licences, and their lines in the database. */
final class Packaging {
  private static final PathPattern.Any LICENCES =
      PathPattern.any(
          List.of(
              new PathPattern("/usr/share/doc/*/copyright"),
              new PathPattern("/usr/share/licenses/**"),
              new PathPattern("/usr/share/common-licenses/**")));

  private final Slim settings;
  private final Subject subject;

  Packaging(Slim settings, Subject subject) {
    this.settings = settings;
    this.subject = subject;
  }

  /** Keeps the licences of packages that have anything else left, where the user wants them. */
  void keepLicences(Map<TreePath, Verdict> verdicts) {
    if (!settings.licences()) {
      return;
    }
    var staying = new HashSet<DistroPackage>();
    verdicts.forEach(
        (path, verdict) -> {
          if (verdict.stays() && !LICENCES.matches(path)) {
            subject.packages().owner(path).ifPresent(staying::add);
          }
        });
    verdicts.replaceAll(
        (path, verdict) ->
            !verdict.stays() && LICENCES.matches(path) && isOf(staying, path)
                ? Verdict.kept("a licence of what stays")
                : verdict);
  }

  /** Texts that licences refer to are of a package of their own. */
  private boolean isOf(Set<DistroPackage> staying, TreePath path) {
    return path.value().startsWith("/usr/share/common-licenses/")
        || subject.packages().owner(path).filter(staying::contains).isPresent();
  }

  /**
   * Decides about the databases, once everything else is decided.
   *
   * @return them as they are for what is left; nothing where they stay as they are
   */
  Map<TreePath, Entry> reduced(Map<TreePath, Verdict> verdicts) throws IOException {
    var own = subject.packages().own();
    own.removeAll(subject.contents().keySet());
    var gone =
        verdicts.entrySet().stream().filter(e -> !e.getValue().stays()).map(Map.Entry::getKey);
    var others = gone.filter(path -> !own.contains(path)).collect(Collectors.toSet());
    if (others.isEmpty() || !isToBeReduced()) {
      own.forEach(path -> verdicts.computeIfPresent(path, Packaging::asItIs));
      return Map.of();
    }
    var reduced = subject.packages().reducedTo(subject.whole().without(others));
    for (var path : own) {
      if (reduced.containsKey(path)) {
        verdicts.put(path, Verdict.kept("the package database, with what is left"));
      } else if (settings.atLeast().isEmpty()) {
        verdicts.put(
            path, Verdict.removed("tells of packages that are gone, or is for a package manager"));
      } else {
        verdicts.computeIfPresent(path, Packaging::asItIs);
      }
    }
    return reduced;
  }

  /** What only presets leave out may still be managed: a script of a package may be needed. */
  private boolean isToBeReduced() {
    return settings.mode() != Slim.Mode.OFF || settings.presets().contains(Preset.PACKAGE_MANAGERS);
  }

  private static Verdict asItIs(TreePath path, Verdict verdict) {
    return verdict.stays() || verdict.reason().startsWith("the preset")
        ? verdict
        : Verdict.kept("the package database");
  }
}
