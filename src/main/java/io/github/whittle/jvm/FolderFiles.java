package io.github.whittle.jvm;

import io.github.whittle.archive.DiskName;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of a folder by their names in it, with {@code /} between; links are followed. */
final class FolderFiles {
  private FolderFiles() {}

  /** Nothing where there is no such folder. */
  static SortedMap<String, Path> of(Path folder) throws IOException {
    var files = new TreeMap<String, Path>();
    if (Files.isDirectory(folder)) {
      try (var walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
        walk.filter(Files::isRegularFile)
            .forEach(file -> files.put(DiskName.of(folder.relativize(file)), file));
      }
    }
    return files;
  }

  /** Links in a folder that lead to nothing, with the folder before. */
  static List<Path> dangling(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return walk.filter(file -> !Files.exists(file)).sorted().toList();
    }
  }

  static boolean isClass(String name) {
    return name.endsWith(".class");
  }
}
