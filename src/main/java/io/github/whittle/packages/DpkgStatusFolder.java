package io.github.whittle.packages;

import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What images without dpkg have in its place, as distroless ones: a file for each package in {@code
 * /var/lib/dpkg/status.d}, and beside it {@code NAME.md5sums}, which names the files.
 *
 * @see <a href="https://github.com/GoogleContainerTools/distroless/blob/main/PACKAGE_METADATA.md">
 *     Package metadata of distroless</a>
 */
final class DpkgStatusFolder implements PackageList {
  static final TreePath FOLDER = new TreePath("/var/lib/dpkg/status.d");
  private static final String SUMS = ".md5sums";

  private final FileTree image;
  private final Map<DistroPackage, TreePath> stanzas = new TreeMap<>();
  private final Map<DistroPackage, Set<TreePath>> files = new TreeMap<>();

  private DpkgStatusFolder(FileTree image) {
    this.image = image;
  }

  static Optional<DpkgStatusFolder> read(FileTree image) throws IOException {
    var database = new DpkgStatusFolder(image);
    for (var path : database.own()) {
      if (!path.value().endsWith(SUMS)) {
        database.add(path);
      }
    }
    return database.stanzas.isEmpty() ? Optional.empty() : Optional.of(database);
  }

  private void add(TreePath path) throws IOException {
    var file = TextFile.find(image, path);
    var pack =
        file.isEmpty() ? Optional.<DistroPackage>empty() : new Stanza(file.get().text()).deb();
    if (pack.isEmpty()) {
      return;
    }
    stanzas.put(pack.get(), path);
    var paths = new TreeSet<TreePath>();
    var sums = TextFile.find(image, sums(path));
    if (sums.isPresent()) {
      sums.get()
          .text()
          .lines()
          .map(DpkgStatus::path)
          .forEach(line -> TextFile.realFile(line, image).ifPresent(paths::add));
    }
    files.put(pack.get(), paths);
  }

  private static TreePath sums(TreePath stanza) {
    return new TreePath(stanza.value() + SUMS);
  }

  @Override
  public Map<DistroPackage, Set<TreePath>> files() {
    return files;
  }

  @Override
  public Set<TreePath> own() {
    return PackageList.filesBelow(FOLDER, image);
  }

  @Override
  public Map<TreePath, Entry> reducedTo(Set<DistroPackage> staying, FileTree left)
      throws IOException {
    var reduced = new TreeMap<TreePath, Entry>();
    for (var pack : staying) {
      var stanza = stanzas.get(pack);
      reduced.put(stanza, image.entry(stanza).orElseThrow());
      var sums = TextFile.find(image, sums(stanza));
      if (sums.isPresent()) {
        reduced.put(
            sums.get().path(),
            sums.get().keeping(line -> TextFile.isLeft(DpkgStatus.path(line), image, left)));
      }
    }
    return reduced;
  }
}
