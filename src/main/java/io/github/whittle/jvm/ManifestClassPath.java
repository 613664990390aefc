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

  /**
   * What the jar itself names and the image does not get, as it is named. Absolute paths are not
   * among it: a base may have them.
   */
  List<String> missing() {
    return missing;
  }

  /** Whether it is there, or is none of ours. */
  private boolean add(Path from, ManifestName name) throws IOException {
    if (name.isAbsolute()) {
      return true;
    }
    var relative = name.path().flatMap(ManifestClassPath::onDisk).map(from::resolve);
    return relative.isPresent() && add(relative.get(), name.isFolder());
  }

  private boolean add(Path relative, boolean isFolder) throws IOException {
    var place = target.resolve(relative).normalize();
    var file = folder.resolve(relative).normalize();
    if (file.equals(jar) || isFolder && folder.startsWith(file)) {
      return true; // A folder that holds the jar holds whatever the build has written.
    }
    boolean isThere = isFolder ? Files.isDirectory(file) : Files.isRegularFile(file);
    if (!isThere || place.startsWith("..") || isOfTheJar(place)) {
      return false;
    }
    if (found.put(DiskName.of(place), file) == null && !isFolder) {
      addNamesOf(file, relative);
    }
    return true;
  }

  /** What is somewhere else on disk may be where the jar is in the image. */
  private boolean isOfTheJar(Path place) {
    return target.resolve(jar.getFileName()).startsWith(place);
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

  /** By a URI: made of text, a path would refuse in the POSIX locale what is not ASCII. */
  private static Optional<Path> onDisk(String relative) {
    try {
      var path = FileUri.path("/" + relative);
      return Optional.of(path.subpath(0, path.getNameCount()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
