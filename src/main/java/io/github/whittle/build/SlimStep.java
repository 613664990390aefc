package io.github.whittle.build;

import io.github.whittle.archive.WorkFolder;
import io.github.whittle.config.Slim;
import io.github.whittle.image.ImageConfig;
import io.github.whittle.image.Platform;
import io.github.whittle.jvm.JarLibraries;
import io.github.whittle.ledger.Ledger;
import io.github.whittle.packages.PackageDatabase;
import io.github.whittle.report.ByteCount;
import io.github.whittle.slim.Slimmed;
import io.github.whittle.slim.Slimming;
import io.github.whittle.slim.Subject;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Leaves out of an image what nothing needs; layers of the base from which something goes become
 * one.
 */
final class SlimStep {
  /** What a dry run says of itself; the sum tells the rest. */
  private static final int CANDIDATES = 100;

  /** In bytes; a runtime that jlink made for few modules has less. */
  private static final long MANY_MODULES = 32 << 20;

  private final Slim settings;
  private final SortedSet<TreePath> traced;
  private final WorkFolder work;
  private final Progress progress;

  SlimStep(Slim settings, SortedSet<TreePath> traced, WorkFolder work, Progress progress) {
    this.settings = settings;
    this.traced = traced;
    this.work = work;
    this.progress = progress;
  }

  /**
   * Slims the contents in {@code rootfs}, and answers with the ground that is left.
   *
   * @param config of the image as it will be
   * @param volumes folders that the image is run with
   */
  Ground apply(
      Platform platform,
      Ground ground,
      Rootfs rootfs,
      ImageConfig config,
      Collection<TreePath> volumes,
      Ledger ledger)
      throws IOException {
    if (settings.isOff()) {
      return ground;
    }
    var subject =
        new Subject(
            platform,
            rootfs.whole(),
            rootfs.layerNames(),
            ground.origins(),
            config.environment(),
            folders(config, volumes),
            PackageDatabase.read(ground.tree()),
            JarLibraries.of(rootfs.whole(), rootfs.whole(), platform, work));
    if (settings.dryRun()) {
      list(new Slimming(settings, traced, new Ledger()).slim(subject, config), platform);
      return ground;
    }
    var slimmed = new Slimming(settings, traced, ledger).slim(subject, config);
    progress.info(
        "%s: slimmed by %s files, %s unpacked; %s has the reasons"
            .formatted(
                platform,
                slimmed.removed().size(),
                ByteCount.of(slimmed.bytes()),
                OutputFolder.LEDGER));
    tellRuntime(subject, slimmed.tree());
    rootfs.slimTo(slimmed.tree());
    return ground.leaving(rootfs.base(ground.tree()));
  }

  private void tellRuntime(Subject subject, FileTree left) {
    wholeRuntimes(left, subject.contents().keySet())
        .forEach(
            (path, size) ->
                progress.info(
                    "%s: a Java runtime of the base stays whole, with %s of modules in '%s'; <runtime> in <contents> links a smaller one in its place"
                        .formatted(subject.platform(), ByteCount.of(size), path)));
  }

  /**
   * The modules of Java runtimes, with their sizes: one file each, which only jlink makes smaller.
   *
   * @param own of the image's contents
   */
  static Map<TreePath, Long> wholeRuntimes(FileTree left, Set<TreePath> own) {
    var found = new TreeMap<TreePath, Long>();
    left.entries()
        .forEach(
            (path, entry) -> {
              if (path.value().endsWith("/lib/modules")
                  && !own.contains(path)
                  && entry instanceof Entry.RegularFile file
                  && file.content().size() > MANY_MODULES) {
                found.put(path, file.content().size());
              }
            });
    return found;
  }

  private static Set<TreePath> folders(ImageConfig config, Collection<TreePath> volumes) {
    var folders = new HashSet<>(volumes);
    config.workingDirectory().map(TreePath::parse).ifPresent(folders::add);
    var home = config.environment().get("HOME");
    if (home != null && home.startsWith("/")) {
      folders.add(TreePath.parse(home));
    }
    return folders;
  }

  private void list(Slimmed slimmed, Platform platform) {
    progress.info(
        "%s: %s files would leave, %s unpacked; the largest first:"
            .formatted(platform, slimmed.removed().size(), ByteCount.of(slimmed.bytes())));
    slimmed.removed().stream()
        .limit(CANDIDATES)
        .forEach(
            r ->
                progress.info(
                    "  %10s  %s  (%s; %s)"
                        .formatted(ByteCount.of(r.bytes()), r.path(), r.from(), r.reason())));
    var rest = slimmed.removed().stream().skip(CANDIDATES).mapToLong(Slimmed.Removed::bytes);
    if (slimmed.removed().size() > CANDIDATES) {
      progress.info(
          "  %10s  in %s more"
              .formatted(ByteCount.of(rest.sum()), slimmed.removed().size() - CANDIDATES));
    }
  }
}
