package io.github.whittle.supply;

import io.github.whittle.packages.DistroPackage;
import io.github.whittle.packages.PackageDatabase;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The distribution that an image says it is, and its packages.
 *
 * @see <a href="https://www.freedesktop.org/software/systemd/man/latest/os-release.html">
 *     os-release</a>
 */
final class Distribution {
  private static final TreePath RELEASE = new TreePath("/etc/os-release");
  private static final int MOST = 1 << 16;

  /** What a distribution is called that does not say it, by its kind of packages. */
  private static final Map<DistroPackage.Kind, String> USUAL =
      Map.of(DistroPackage.Kind.DEB, "debian", DistroPackage.Kind.APK, "alpine");

  private final Map<String, String> facts;
  private final PackageDatabase packages;
  private final Set<TreePath> own;
  private final Map<DistroPackage, Part> parts = new HashMap<>();

  private Distribution(Map<String, String> facts, PackageDatabase packages) {
    this.facts = facts;
    this.packages = packages;
    this.own = packages.own();
  }

  static Distribution of(FileTree image) throws IOException {
    return new Distribution(read(RELEASE, image), packages(image));
  }

  /** None where they cannot be read: an image is no worse for what nobody can tell of it. */
  private static PackageDatabase packages(FileTree image) throws IOException {
    try {
      return PackageDatabase.read(image);
    } catch (InvalidInputException e) {
      return PackageDatabase.read(FileTree.empty());
    }
  }

  /** A file of lines {@code NAME=value}, as shells read them; empty where there is none. */
  static Map<String, String> read(TreePath path, FileTree image) throws IOException {
    var file = file(path, image);
    var facts = new HashMap<String, String>();
    if (file.isPresent() && file.get() instanceof RegularFile found) {
      try (var in = found.content().open()) {
        var text = new String(in.readNBytes(MOST), StandardCharsets.UTF_8);
        for (var line : text.split("\n")) {
          int equals = line.indexOf('=');
          if (equals > 0) {
            var value = line.substring(equals + 1).strip();
            facts.put(line.substring(0, equals), value.replaceFirst("^([\"'])(.*)\\1$", "$2"));
          }
        }
      }
    }
    return facts;
  }

  private static Optional<Entry.Inode> file(TreePath path, FileTree image) {
    try {
      return image.inode(image.resolve(path, true));
    } catch (InvalidInputException e) {
      return Optional.empty(); // A loop of links.
    }
  }

  /** The system as a whole; nothing where it has no name. */
  Optional<Part> system() {
    var id = facts.getOrDefault("ID", "");
    return id.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Part.of(
                Part.Kind.OPERATING_SYSTEM,
                "os:" + id,
                "",
                id,
                facts.getOrDefault("VERSION_ID", "")));
  }

  /** The package of a path; of what tells of the packages, the system. */
  Optional<Part> owner(TreePath path) {
    return packages
        .owner(path)
        .map(found -> parts.computeIfAbsent(found, this::part))
        .or(() -> own.contains(path) ? system() : Optional.empty());
  }

  /** Whether the package database itself is among the paths. */
  boolean isAmong(Set<TreePath> paths) {
    return own.stream().anyMatch(paths::contains);
  }

  private Part part(DistroPackage found) {
    var id = facts.getOrDefault("ID", USUAL.get(found.kind()));
    var version = facts.getOrDefault("VERSION_ID", "");
    var purl =
        Purl.of(
            found.kind().toString(),
            id,
            found.name(),
            found.version(),
            Map.of(
                "arch", found.architecture(),
                "distro", version.isEmpty() ? id : id + "-" + version,
                "upstream", found.source().orElse("")));
    return Part.of(
            Part.Kind.LIBRARY,
            purl.orElse(found.kind() + ":" + found),
            "",
            found.name(),
            found.version())
        .withPurl(purl)
        .withLicenses(found.license().stream().toList());
  }
}
