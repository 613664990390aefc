package io.github.whittle.packages;

import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * dpkg's database: {@code /var/lib/dpkg/status} and, for each package, {@code info/NAME.list} and
 * {@code NAME.md5sums}.
 *
 * <p>Reduced, it has no scripts of packages: they are for a package manager that installs or
 * removes.
 */
final class DpkgStatus implements PackageList {
  private static final TreePath FOLDER = new TreePath("/var/lib/dpkg");
  private static final TreePath STATUS = FOLDER.resolve("status");

  /** Small files that dpkg and its readers look at, whatever is installed. */
  private static final Set<String> GENERAL =
      Set.of("arch", "diversions", "statoverride", "info/format");

  private final FileTree image;
  private final TextFile status;
  private final Map<Stanza, DistroPackage> stanzas = new LinkedHashMap<>();
  private final Map<DistroPackage, Set<TreePath>> files = new TreeMap<>();

  private DpkgStatus(FileTree image, TextFile status) {
    this.image = image;
    this.status = status;
  }

  static Optional<DpkgStatus> read(FileTree image) throws IOException {
    var file = TextFile.find(image, STATUS);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    var status = new DpkgStatus(image, file.get());
    for (var stanza : Stanza.all(file.get().text())) {
      status.add(stanza);
    }
    return Optional.of(status);
  }

  private void add(Stanza stanza) throws IOException {
    var pack = stanza.deb();
    if (pack.isEmpty() || !stanza.field("Status").orElse("").endsWith(" installed")) {
      return;
    }
    stanzas.put(stanza, pack.get());
    var paths = new TreeSet<TreePath>();
    var list = info(pack.get(), "list");
    if (list.isPresent()) {
      list.get().text().lines().forEach(l -> TextFile.realFile(l, image).ifPresent(paths::add));
    }
    files.put(pack.get(), paths);
  }

  /** Of packages that can be there for several architectures, the file's name has it too. */
  private Optional<TextFile> info(DistroPackage pack, String suffix) {
    var info = FOLDER.resolve("info");
    return TextFile.find(
            image, info.resolve(pack.name() + ":" + pack.architecture() + "." + suffix))
        .or(() -> TextFile.find(image, info.resolve(pack.name() + "." + suffix)));
  }

  @Override
  public Map<DistroPackage, Set<TreePath>> files() {
    return files;
  }

  @Override
  public Set<TreePath> own() {
    var own = PackageList.filesBelow(image.resolve(FOLDER, true), image);
    own.removeIf(path -> path.isBelow(DpkgStatusFolder.FOLDER));
    return own;
  }

  @Override
  public Map<TreePath, Entry> reducedTo(Set<DistroPackage> staying, FileTree left)
      throws IOException {
    var reduced = new TreeMap<TreePath, Entry>();
    for (var name : GENERAL) {
      TextFile.find(image, FOLDER.resolve(name)).ifPresent(f -> reduced.put(f.path(), f.entry()));
    }
    var text = new StringBuilder();
    for (var e : stanzas.entrySet()) {
      if (staying.contains(e.getValue())) {
        text.append(e.getKey().text()).append("\n\n");
        put(info(e.getValue(), "list"), line -> isLeft(line, left), reduced);
        put(info(e.getValue(), "md5sums"), line -> isLeft(path(line), left), reduced);
      }
    }
    reduced.put(status.path(), status.with(text.toString()));
    return reduced;
  }

  private static void put(
      Optional<TextFile> file, Predicate<String> stays, Map<TreePath, Entry> into)
      throws IOException {
    if (file.isPresent()) {
      into.put(file.get().path(), file.get().keeping(stays));
    }
  }

  /** The path of {@code digest path}. */
  static String path(String line) {
    return line.replaceFirst("^[0-9a-f]+ [ *]", "");
  }

  /** A file, or a folder, which a list names too: first of all the root. */
  private boolean isLeft(String path, FileTree left) {
    return path.equals("/.") || TextFile.isLeft(path, image, left);
  }
}
