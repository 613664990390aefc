package io.github.whittle.jvm;

import io.github.whittle.archive.DiskName;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds what the {@code Class-Path} of a jar names, and that of the jars that it names: Java looks
 * for them from the place of the jar that names them.
 *
 * @see <a
 *     href="https://docs.oracle.com/en/java/javase/17/docs/specs/jar/jar.html#class-path-attribute">JAR
 *     File Specification, Class-Path Attribute</a>
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
    for (var name : names(jar)) {
      if (!path.add(Path.of(""), name)) {
        path.missing.add(name);
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

  private static List<String> names(Archive jar) {
    return jar.attribute("Class-Path").stream()
        .flatMap(value -> Stream.of(value.split("\\s+")))
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private boolean add(Path from, String name) throws IOException {
    var relative = relative(name).map(from::resolve);
    if (relative.isEmpty()) {
      return false;
    }
    var place = target.resolve(relative.get()).normalize();
    var file = folder.resolve(relative.get()).normalize();
    boolean isThere = name.endsWith("/") ? isFolder(file) : Files.isRegularFile(file);
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
      for (var name : names(Archive.read(jar))) {
        add(from, name);
      }
    } catch (InvalidInputException e) {
      // It goes in as it is: what it is to Java, it will say there.
    }
  }

  private static Optional<Path> relative(String name) {
    try {
      var uri = new URI(name);
      return uri.isAbsolute() || uri.getPath() == null || uri.getPath().startsWith("/")
          ? Optional.empty()
          : Optional.of(Path.of(uri.getPath()));
    } catch (URISyntaxException | InvalidPathException e) {
      return Optional.empty();
    }
  }
}
