package io.github.whittle.jvm;

import io.github.whittle.tree.Content;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The class files of a project: which of them is started, and for which Java they are. */
final class ProjectClasses {
  private final Path folder;
  private final List<Path> files;

  private ProjectClasses(Path folder, List<Path> files) {
    this.folder = folder;
    this.files = files;
  }

  static ProjectClasses of(Path folder) throws IOException {
    var files = new ArrayList<Path>();
    FolderFiles.of(folder)
        .forEach(
            (name, file) -> {
              if (isOfEveryJava(name)) {
                files.add(file);
              }
            });
    return new ProjectClasses(folder, files);
  }

  /** Not those that only some versions of Java load. */
  private static boolean isOfEveryJava(String name) {
    return FolderFiles.isClass(name)
        && !name.startsWith("META-INF/")
        && !name.endsWith("module-info.class");
  }

  /** That of the newest; unknown without classes. */
  ClassVersion version() throws IOException {
    var version = ClassVersion.UNKNOWN;
    for (var file : files) {
      version = ClassVersion.newest(version, ClassVersion.of(Content.of(file)));
    }
    return version;
  }

  /**
   * The only class that can be started.
   *
   * @throws InvalidInputException if there is none, or several
   */
  String mainClass() throws IOException {
    var found = new ArrayList<String>();
    for (var file : files) {
      var facts = ClassFacts.of(file);
      if (facts.isMain()) {
        found.add(facts.name());
      }
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new InvalidInputException(found.isEmpty() ? none() : several(found));
  }

  private String none() {
    return files.isEmpty()
        ? "there is no class in '%s', so there is no main class; compile first, for example with mvn package, or write <container><mainClass>"
            .formatted(folder)
        : "no class in '%s' has a main method; write <container><mainClass>com.example.Main</mainClass>, or <contents> if there is nothing to start"
            .formatted(folder);
  }

  private static String several(List<String> found) {
    return "%s classes have a main method: %s; write the one to start as <container><mainClass>%s</mainClass></container>"
        .formatted(found.size(), String.join(", ", found), found.get(0));
  }
}
