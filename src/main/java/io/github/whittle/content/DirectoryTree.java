package io.github.whittle.content;

import io.github.whittle.archive.DiskName;
import io.github.whittle.config.DirectoryItem;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.TreeMap;
import org.codehaus.plexus.util.MatchPatterns;

/**
 * What a folder of the build machine holds.
 *
 * <p>Symbolic links stay links, as they are written. A folder that the image has already keeps its
 * attributes unless {@code <directoryMode>} is given.
 */
final class DirectoryTree extends SimpleFileVisitor<Path> {
  private final DirectoryItem item;
  private final Scene scene;
  private Path source;
  private final MatchPatterns includes;
  private final MatchPatterns excludes;
  private final TreeMap<TreePath, Entry> entries = new TreeMap<>();
  private int files;

  DirectoryTree(DirectoryItem item, Scene scene) {
    this.item = item;
    this.scene = scene;
    this.source = item.source().on(scene.platform());
    this.includes = patterns(item.includes().isEmpty() ? List.of("**") : item.includes());
    this.excludes = patterns(item.excludes());
  }

  /**
   * As Maven reads them: either slash, and a slash at the end means all below; a regular expression
   * ({@code %regex[…]}) is left as it is.
   */
  static MatchPatterns patterns(List<String> patterns) {
    return MatchPatterns.from(
        patterns.stream().map(p -> p.startsWith("%regex[") ? p : pattern(p)).toList());
  }

  private static String pattern(String text) {
    var pattern = text.replace('/', File.separatorChar).replace('\\', File.separatorChar);
    return pattern.endsWith(File.separator) ? pattern + "**" : pattern;
  }

  FileTree read() throws IOException {
    Sources.check(item.where(), source);
    if (!Files.isDirectory(source)) {
      throw item.where()
          .refuse("<source> '%s' is a file; write <file> instead of <directory>".formatted(source));
    }
    putDirectory(item.target());
    source = source.toRealPath(); // A link to a folder is walked as the folder.
    Files.walkFileTree(source, this);
    if (files == 0) {
      scene.progress().warn("%s: no file of '%s' is taken".formatted(item.where(), source));
    }
    return FileTree.of(entries);
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a) throws IOException {
    if (Files.exists(scene.output()) && Files.isSameFile(folder, scene.output())) {
      return FileVisitResult.SKIP_SUBTREE; // The last image is no part of the next one.
    }
    if (!folder.equals(source) && matches(includes, folder) && !matches(excludes, folder)) {
      putDirectory(target(folder));
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
    if (!matches(includes, file) || matches(excludes, file)) {
      return FileVisitResult.CONTINUE;
    }
    var path = target(file);
    path.parents().stream().filter(p -> p.isBelow(item.target())).forEach(this::putDirectory);
    entries.put(path, entry(file, a));
    files++;
    return FileVisitResult.CONTINUE;
  }

  private Entry entry(Path file, BasicFileAttributes a) throws IOException {
    if (a.isSymbolicLink()) {
      var to = DiskName.of(Files.readSymbolicLink(file));
      return new Entry.Symlink(owned(scene.attributes(0777)), to);
    }
    if (!a.isRegularFile()) {
      throw item.where()
          .refuse("'%s' is neither a file, a folder nor a link; exclude it".formatted(file));
    }
    Sources.check(item.where(), file);
    var content = Content.of(file);
    return new Entry.RegularFile(
        owned(scene.attributes(Sources.mode(item.mode(), file, content))), content);
  }

  private void putDirectory(TreePath path) {
    if (path.isRoot()) {
      return;
    }
    var there = scene.below().entry(scene.below().resolve(path, true));
    entries.putIfAbsent(
        path,
        item.directoryMode().isEmpty() && there.orElse(null) instanceof Directory d
            ? d
            : new Directory(
                owned(scene.attributes(item.directoryMode().map(m -> m.bits()).orElse(0755)))));
  }

  private Attributes owned(Attributes attributes) {
    return attributes.withOwner(item.owner().uid(), item.owner().gid());
  }

  private boolean matches(MatchPatterns patterns, Path path) {
    return patterns.matches(name(path).replace('/', File.separatorChar), true);
  }

  private TreePath target(Path path) {
    return item.target().resolve(name(path));
  }

  private String name(Path path) {
    return DiskName.of(source.relativize(path));
  }
}
