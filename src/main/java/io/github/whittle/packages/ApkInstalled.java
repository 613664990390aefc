package io.github.whittle.packages;

import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * apk's database, {@code /lib/apk/db/installed}: a stanza for each package, in which {@code F:}
 * names a folder and {@code R:} a file in it, each followed by lines about it.
 *
 * @see <a href="https://wiki.alpinelinux.org/wiki/Apk_spec">Alpine package format</a>
 */
final class ApkInstalled implements PackageList {
  private static final List<TreePath> FOLDERS =
      List.of(new TreePath("/lib/apk/db"), new TreePath("/usr/lib/apk/db"));

  private final FileTree image;
  private final TextFile file;
  private final Map<Stanza, DistroPackage> stanzas = new LinkedHashMap<>();
  private final Map<DistroPackage, Set<TreePath>> files = new TreeMap<>();

  private ApkInstalled(FileTree image, TextFile file) {
    this.image = image;
    this.file = file;
  }

  static Optional<ApkInstalled> read(FileTree image) throws IOException {
    var found =
        FOLDERS.stream()
            .flatMap(folder -> TextFile.find(image, folder.resolve("installed")).stream())
            .findFirst();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var database = new ApkInstalled(image, found.get());
    Stanza.all(found.get().text()).forEach(database::add);
    return Optional.of(database);
  }

  private void add(Stanza stanza) {
    stanza
        .field("P")
        .map(
            name ->
                new DistroPackage(
                    DistroPackage.Kind.APK,
                    name,
                    stanza.field("V").orElse(""),
                    stanza.field("A").orElse(""),
                    stanza.field("o").filter(origin -> !origin.equals(name)),
                    stanza.field("L")))
        .ifPresent(
            pack -> {
              stanzas.put(stanza, pack);
              files.put(pack, paths(stanza));
            });
  }

  private Set<TreePath> paths(Stanza stanza) {
    var paths = new TreeSet<TreePath>();
    var folder = "";
    for (var line : stanza.text().split("\n")) {
      if (line.startsWith("F:")) {
        folder = line.substring(2);
      } else if (line.startsWith("R:")) {
        TextFile.realFile(folder + "/" + line.substring(2), image).ifPresent(paths::add);
      }
    }
    return paths;
  }

  @Override
  public Map<DistroPackage, Set<TreePath>> files() {
    return files;
  }

  @Override
  public Set<TreePath> own() {
    return PackageList.filesBelow(file.path().parent().orElseThrow(), image);
  }

  @Override
  public Map<TreePath, Entry> reducedTo(Set<DistroPackage> staying, FileTree left)
      throws IOException {
    var text = new StringBuilder();
    stanzas.forEach(
        (stanza, pack) -> {
          if (staying.contains(pack)) {
            reduced(stanza, left).forEach(line -> text.append(line).append('\n'));
            text.append('\n');
          }
        });
    return Map.of(file.path(), file.with(text.toString()));
  }

  /** Without the files that left, the lines about them, and folders in which none is left. */
  private Stream<String> reduced(Stanza stanza, FileTree left) {
    var result = new ArrayList<String>();
    var folder = new ArrayList<String>();
    var prefix = "";
    boolean inFiles = false;
    boolean stays = true;
    for (var line : stanza.text().split("\n")) {
      if (line.startsWith("F:")) {
        prefix = line.substring(2);
        folder.clear();
        folder.add(line);
        inFiles = true;
        stays = true;
      } else if (line.startsWith("R:")) {
        stays = TextFile.isLeft(prefix + "/" + line.substring(2), image, left);
        if (stays) {
          result.addAll(folder);
          folder.clear();
          result.add(line);
        }
      } else if (!inFiles) {
        result.add(line);
      } else if (stays) {
        // About the folder until a file of it stays, then about that file.
        (folder.isEmpty() ? result : folder).add(line);
      }
    }
    return result.stream();
  }
}
