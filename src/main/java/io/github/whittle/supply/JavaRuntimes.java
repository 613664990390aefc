package io.github.whittle.supply;

import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The Java runtimes of an image, each with its modules, by the file {@code release} of each. */
final class JavaRuntimes implements Owners {
  private final SortedMap<TreePath, Part> homes = new TreeMap<>();
  private final SortedMap<String, Part> modules = new TreeMap<>();

  private JavaRuntimes() {}

  static JavaRuntimes of(FileTree image) throws IOException {
    var runtimes = new JavaRuntimes();
    for (var e : image.entries().entrySet()) {
      if (e.getKey().name().equals("release") && e.getValue() instanceof RegularFile) {
        var home = e.getKey().parent().orElse(TreePath.ROOT);
        if (image.inode(home.resolve("lib/modules")).isPresent()) {
          runtimes.add(home, Distribution.read(e.getKey(), image));
        }
      }
    }
    return runtimes;
  }

  private void add(TreePath home, Map<String, String> release) {
    var version = release.getOrDefault("JAVA_VERSION", "");
    var needs = new TreeSet<String>();
    for (var name : release.getOrDefault("MODULES", "").split(" ")) {
      if (!name.isEmpty()) {
        var module =
            Part.of(Part.Kind.LIBRARY, "jdk-module:" + name + "@" + version, "", name, version);
        modules.merge(module.ref(), module.at(home.value()), (a, b) -> a.at(home.value()));
        needs.add(module.ref());
      }
    }
    homes.put(home, runtime(home, release).at(home.value()).withNeeds(needs));
  }

  /** Of whoever built it, with the number of the build, where it says so. */
  private static Part runtime(TreePath home, Map<String, String> release) {
    var vendor = release.getOrDefault("IMPLEMENTOR", "");
    var version =
        release.getOrDefault("JAVA_RUNTIME_VERSION", release.getOrDefault("JAVA_VERSION", ""));
    return Part.of(Part.Kind.PLATFORM, "jdk:" + home, vendor, "openjdk", version)
        .withPurl(Purl.of("generic", vendor, "openjdk", version));
  }

  /** All modules of all runtimes. */
  SortedMap<String, Part> modules() {
    return modules;
  }

  @Override
  public Optional<Part> of(TreePath path) {
    return homes.entrySet().stream()
        .filter(e -> path.isBelow(e.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
