package io.github.whittle.slim;

import io.github.whittle.config.Preset;
import io.github.whittle.config.Slim;
import io.github.whittle.image.ImageConfig;
import io.github.whittle.ledger.Ledger;
import io.github.whittle.slim.Slimmed.Removed;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.HardLink;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;

/** Leaves out of an image what nothing needs, and tells the ledger of every path why. */
public final class Slimming {
  private static final int SET_ID = 06000;

  private final Slim settings;
  private final SortedSet<TreePath> traced;
  private final Ledger ledger;

  /**
   * @param traced paths that runs of the image touched
   */
  public Slimming(Slim settings, SortedSet<TreePath> traced, Ledger ledger) {
    this.settings = settings;
    this.traced = traced;
    this.ledger = ledger;
  }

  /**
   * @param config of the image: what it starts and with which environment
   */
  public Slimmed slim(Subject subject, ImageConfig config) throws IOException {
    var judge = new Judge(settings, needed(subject, config));
    var verdicts = verdicts(subject, judge);
    var packaging = new Packaging(settings, subject);
    packaging.keepLicences(verdicts);
    var databases = packaging.reduced(verdicts);
    var removed = removed(subject, verdicts);
    var left = subject.whole().without(removed.stream().map(Removed::path).toList());
    var emptied = new Folders(subject, judge).emptied(left);
    left = left.without(emptied).with(databases);
    tell(subject, verdicts, removed);
    emptied.forEach(
        path -> ledger.removed(path.value(), 0, subject.from(path), "nothing is left in it"));
    return new Slimmed(isWithoutSetId() ? withoutSetId(left, subject) : left, removed);
  }

  private boolean isWithoutSetId() {
    return settings.presets().contains(Preset.SETUID);
  }

  private KeptPaths needed(Subject subject, ImageConfig config) throws IOException {
    var kept = new KeptPaths(subject.whole());
    subject.contents().forEach((path, layer) -> kept.put(path, "in <contents>"));
    Starts.addTo(kept, config, subject);
    AlwaysKept.addTo(kept, subject.whole());
    traced.forEach(path -> kept.add(path.value(), "in a trace"));
    new Needs(subject, kept, settings.mode()).addAll();
    kept.addLinks();
    return kept;
  }

  private static TreeMap<TreePath, Verdict> verdicts(Subject subject, Judge judge) {
    var verdicts = new TreeMap<TreePath, Verdict>();
    subject
        .whole()
        .entries()
        .forEach(
            (path, entry) -> {
              if (!(entry instanceof Directory)) {
                verdicts.put(path, judge.verdict(path, size(path, subject.whole())));
              }
            });
    return verdicts;
  }

  private static List<Removed> removed(Subject subject, Map<TreePath, Verdict> verdicts) {
    var image = subject.whole();
    var staying = new HashSet<TreePath>();
    verdicts.forEach(
        (path, verdict) -> {
          if (verdict.stays()) {
            staying.add(home(path, image));
          }
        });
    return verdicts.entrySet().stream()
        .filter(e -> !e.getValue().stays())
        .map(Map.Entry::getKey)
        .map(
            path ->
                new Removed(
                    path,
                    bytes(path, image, staying),
                    subject.from(path),
                    verdicts.get(path).reason()))
        .sorted(Comparator.comparing(Removed::bytes).reversed().thenComparing(Removed::path))
        .toList();
  }

  private void tell(Subject subject, Map<TreePath, Verdict> verdicts, List<Removed> removed) {
    removed.forEach(r -> ledger.removed(r.path().value(), r.bytes(), r.from(), r.reason()));
    if (settings.mode() != Slim.Mode.OFF) {
      verdicts.forEach(
          (path, verdict) -> {
            if (verdict.stays()) {
              ledger.kept(path.value(), subject.from(path), verdict.reason());
            }
          });
    }
  }

  private static long size(TreePath path, FileTree image) {
    return image.inode(path).orElse(null) instanceof RegularFile file ? file.content().size() : 0;
  }

  /** A file goes only with its last name. */
  private static long bytes(TreePath path, FileTree image, Set<TreePath> staying) {
    boolean lastName = home(path, image).equals(path) && !staying.contains(path);
    return lastName ? size(path, image) : 0;
  }

  private static TreePath home(TreePath path, FileTree image) {
    return image.entry(path).orElseThrow() instanceof HardLink link ? link.target() : path;
  }

  private FileTree withoutSetId(FileTree image, Subject subject) {
    return image.map(
        (path, entry) -> {
          if (entry instanceof RegularFile file
              && (file.attributes().mode() & SET_ID) != 0
              && !subject.contents().containsKey(path)) {
            ledger.reduced(
                path.value(), 0, subject.from(path), "the preset setuid clears its bits");
            var a = file.attributes();
            var mode = a.mode() & ~SET_ID;
            return new RegularFile(
                new Attributes(mode, a.uid(), a.gid(), a.mtime(), a.xattrs()), file.content());
          }
          return entry;
        });
  }
}
