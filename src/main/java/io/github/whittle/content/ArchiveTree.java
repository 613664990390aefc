package io.github.whittle.content;

import io.github.whittle.archive.ArchiveReader;
import io.github.whittle.config.ArchiveItem;
import io.github.whittle.config.ArtifactItem;
import io.github.whittle.config.Where;
import io.github.whittle.elf.FileFormat;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Bytes;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.Device;
import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.Fifo;
import io.github.whittle.tree.Entry.HardLink;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.Entry.Symlink;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an archive holds, below a folder of the image.
 *
 * <p>Modes, also setuid, and capabilities are the archive's, and so are links. Owner and time are
 * ours, as for all contents. A folder that the image has already keeps its attributes.
 */
final class ArchiveTree {
  /** The one extended attribute that is of the program, and not of the system that packed it. */
  private static final String CAPABILITY = "security.capability";

  private final Where where;
  private final Path source;
  private final TreePath target;
  private final Scene scene;

  private ArchiveTree(Where where, Path source, TreePath target, Scene scene) {
    this.where = where;
    this.source = source;
    this.target = target;
    this.scene = scene;
  }

  static FileTree archive(ArchiveItem item, Scene scene) throws IOException {
    var source = item.source().on(scene.platform());
    Sources.check(item.where(), source);
    if (Files.isDirectory(source)) {
      throw item.where()
          .refuse(
              "<source> '%s' is a folder; write <directory> instead of <archive>"
                  .formatted(source));
    }
    var tree = new ArchiveTree(item.where(), source, item.target(), scene);
    return tree.read(item.includes(), item.excludes(), item.stripComponents());
  }

  static FileTree artifact(ArtifactItem item, Scene scene) throws IOException {
    var source = Sources.resolved(item, scene);
    if (Files.isDirectory(source)) {
      throw item.where()
          .refuse(
              "'%s' is a folder of classes and no archive yet; build from the phase package on"
                  .formatted(source));
    }
    return new ArchiveTree(item.where(), source, item.target(), scene)
        .read(List.of(), List.of(), 0);
  }

  private FileTree read(List<String> includes, List<String> excludes, int strip)
      throws IOException {
    try {
      var taken = taken(all(), includes, excludes);
      var placed = placed(taken, strip);
      if (placed.isEmpty()) {
        scene.progress().warn("%s: nothing of '%s' is taken".formatted(where, source));
      }
      return placed;
    } catch (InvalidInputException e) {
      throw where.refuse(e.getMessage());
    }
  }

  private FileTree all() throws IOException {
    return ArchiveReader.read(
        source,
        scene.work(),
        (name, content) -> FileFormat.of(name, content).isRunnable() ? 0755 : 0644);
  }

  /** A folder is also taken for the sake of what is in it. */
  private static FileTree taken(FileTree all, List<String> includes, List<String> excludes) {
    var included = DirectoryTree.patterns(includes.isEmpty() ? List.of("**") : includes);
    var excluded = DirectoryTree.patterns(excludes);
    var taken = new HashSet<TreePath>();
    for (var path : all.entries().keySet()) {
      var name = path.relative().replace('/', File.separatorChar);
      if (included.matches(name, true) && !excluded.matches(name, true)) {
        taken.add(path);
        taken.addAll(path.parents());
      }
    }
    return all.without(
        all.entries().keySet().stream().filter(p -> !taken.contains(p) && !p.isRoot()).toList());
  }

  private FileTree placed(FileTree taken, int strip) {
    var placed = new TreeMap<TreePath, Entry>();
    var origins = new TreeMap<TreePath, TreePath>();
    taken
        .entries()
        .forEach(
            (path, entry) ->
                stripped(path, strip)
                    .filter(to -> !to.isRoot())
                    .ifPresent(
                        to -> {
                          checkSame(origins.put(to, path), path, placed.get(to), entry);
                          placed.put(to, placed(entry, to, taken, strip));
                        }));
    return FileTree.of(placed);
  }

  private Optional<TreePath> stripped(TreePath path, int strip) {
    var names = List.of(path.relative().split("/"));
    return names.size() <= strip
        ? Optional.empty()
        : Optional.of(target.resolve(String.join("/", names.subList(strip, names.size()))));
  }

  private static void checkSame(TreePath other, TreePath path, Entry there, Entry entry) {
    if (other != null && !(there instanceof Directory && entry instanceof Directory)) {
      throw new InvalidInputException(
          "<stripComponents> makes one path of '%s' and '%s'; take fewer off, or exclude one"
              .formatted(other.relative(), path.relative()));
    }
  }

  private Entry placed(Entry entry, TreePath to, FileTree taken, int strip) {
    if (entry instanceof HardLink link) {
      return new HardLink(landing(link, to, taken, strip));
    }
    var attributes = attributes(((Entry.Inode) entry).attributes());
    if (entry instanceof Directory) {
      return scene.below().entry(scene.below().resolve(to, true)).orElse(null)
              instanceof Directory there
          ? there
          : new Directory(attributes);
    }
    if (entry instanceof RegularFile file) {
      return new RegularFile(attributes, file.content());
    }
    if (entry instanceof Symlink link) {
      return new Symlink(attributes, link.target());
    }
    return entry instanceof Device device
        ? new Device(attributes, device.kind(), device.major(), device.minor())
        : new Fifo(attributes);
  }

  private TreePath landing(HardLink link, TreePath from, FileTree taken, int strip) {
    return Optional.of(link.target())
        .filter(to -> taken.entry(to).isPresent())
        .flatMap(to -> stripped(to, strip))
        .map(to -> scene.below().resolve(to, false))
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "'%s' in the archive '%s' is a hard link to '%s', which is not in it"
                        .formatted(from, source, link.target())));
  }

  private Attributes attributes(Attributes theirs) {
    var ours = scene.attributes(theirs.mode());
    var capability = theirs.xattrs().get(CAPABILITY);
    return capability == null
        ? ours
        : ours.withXattrs(Map.<String, Bytes>of(CAPABILITY, capability));
  }
}
