package io.github.whittle.jvm;

import io.github.whittle.archive.DiskName;
import io.github.whittle.archive.FileUri;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds what the {@code Class-Path} of a jar names, and that of the jars that it names: Java looks
 * for them from the place of the jar that names them.
 */
final class ManifestClassPath {
  private final Path jar;
  private final Path folder;
  private final Path target;
  private final Map<String, Path> found = new TreeMap<>();
  private final List<String> missing = new ArrayList<>();

  /**
   * @param target the folder, relative to that of the application, into which the jar goes
   */
  private ManifestClassPath(Path jar, String target) {
    this.jar = jar;
    this.folder = jar.getParent();
    this.target = Path.of(target);
  }

  static ManifestClassPath of(Archive jar, String target) throws IOException {
    var path = new ManifestClassPath(jar.file().toAbsolutePath().normalize(), target);
    for (var name : ManifestName.in(jar.manifest())) {
      if (!path.add(Path.of(""), name)) {
        path.missing.add(name.written());
      }
    }
    return path;
  }

  /** Jars and folders on disk by their names below the folder of the application. */
  Map<String, Path> found() {
    return found;
  }

  /** What the jar itself names and nobody has, as it is named. */
  List<String> missing() {
    return missing;
  }

  private boolean add(Path from, ManifestName name) throws IOException {
    var relative = relative(name).map(from::resolve);
    if (relative.isEmpty()) {
      return false;
    }
    var place = target.resolve(relative.get()).normalize();
    var file = folder.resolve(relative.get()).normalize();
    boolean isThere = name.isFolder() ? isFolder(file) : Files.isRegularFile(file);
    if (!isThere || place.startsWith("..")) {
      return false;
    }
    if (file.equals(jar)) {
      return true;
    }
    if (found.put(DiskName.of(place), file) == null && Files.isRegularFile(file)) {
      addNamesOf(file, relative.get());
    }
    return true;
  }

  /** The folder of the jar holds it, and whatever the build has written. */
  private boolean isFolder(Path file) {
    return Files.isDirectory(file) && !folder.startsWith(file);
  }

  private void addNamesOf(Path jar, Path relative) throws IOException {
    try {
      var from = Optional.ofNullable(relative.getParent()).orElse(Path.of(""));
      for (var name : ManifestName.in(Archive.read(jar).manifest())) {
        add(from, name);
      }
    } catch (InvalidInputException e) {
      // It goes in as it is: what it is to Java, it will say there.
    }
  }

  private static Optional<Path> relative(ManifestName name) {
    return name.path().filter(path -> !path.startsWith("/")).flatMap(ManifestClassPath::onDisk);
  }

  /** By a URI: made of text, a path would refuse in the POSIX locale what is not ASCII. */
  private static Optional<Path> onDisk(String relative) {
    try {
      var path = Path.of(FileUri.of("/" + relative));
      return Optional.of(path.subpath(0, path.getNameCount()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
