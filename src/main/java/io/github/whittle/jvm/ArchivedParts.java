package io.github.whittle.jvm;

import io.github.whittle.archive.WorkFolder;
import io.github.whittle.archive.ZipMember;
import io.github.whittle.config.Configuration;
import io.github.whittle.jvm.Application.Kind;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What the forms of packed applications have in common: what is read, and where it goes.
 *
 * @param libraries the dependencies of the project, which the archive may hold
 * @param work for the jars in it
 */
record ArchivedParts(
    Archive archive,
    Configuration configuration,
    LibraryFinder libraries,
    WorkFolder work,
    Progress progress,
    ApplicationFiles files,
    StartFiles start) {
  private static final Optional<Content> NOTHING = Optional.empty();

  static ArchivedParts of(
      Archive archive,
      JavaProject project,
      Configuration configuration,
      WorkFolder work,
      Progress progress,
      ApplicationFiles files) {
    return new ArchivedParts(
        archive,
        configuration,
        new LibraryFinder(project.dependencies()),
        work,
        progress,
        files,
        StartFiles.of(configuration, files));
  }

  TreePath root() {
    return start.root();
  }

  /**
   * Where an entry goes.
   *
   * @param name below the root
   * @throws InvalidInputException if it is no path
   */
  TreePath target(ZipMember member, String name) {
    try {
      return root().resolve(name);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          "'%s' has the entry '%s', which cannot be a file of an image; package it again without it"
              .formatted(archive.file(), member.name()),
          e);
    }
  }

  /** The path below the root, as it is written into a class path. */
  String at(String name) {
    return root().resolve(name).value();
  }

  /** That of the user, else that of the manifest. */
  Optional<String> mainClass(String attribute) {
    return configuration.container().mainClass().or(() -> archive.attribute(attribute));
  }

  /** Nothing only where the user says what to start. */
  Optional<String> requiredMainClass() {
    var name = mainClass("Main-Class");
    if (name.isEmpty() && configuration.container().entrypoint().isEmpty()) {
      throw new InvalidInputException(
          "the manifest of '%s' has no Main-Class; write <container><mainClass>"
              .formatted(archive.name()));
    }
    return name;
  }

  /** Puts the class path and the main class there, and starts it as Java does with {@code -jar}. */
  Optional<JavaCommand> start(List<String> path, Optional<String> mainClass) throws IOException {
    var version = version(path, mainClass);
    var command = start.put(path, version, mainClass);
    if (configuration.container().entrypoint().isPresent()) {
      return command; // The user's own words count.
    }
    var flags = new ManifestFlags(archive, version, start.oldestJava(version));
    return command.map(c -> c.withFlags(flags.read(progress)));
  }

  /** That of the main class, in whichever jar it is. */
  private ClassVersion version(List<String> path, Optional<String> mainClass) throws IOException {
    var classes = new ClassPath(path, files.tree(), work);
    var found = mainClass.isPresent() ? classes.classFile(mainClass.get()) : NOTHING;
    return found.isPresent() ? ClassVersion.of(found.get()) : ClassVersion.UNKNOWN;
  }

  /** A file that is no jar. */
  void put(ZipMember member, TreePath target) {
    put(member.name(), member.content(), target);
  }

  void put(String name, Content content, TreePath target) {
    files.put(FolderFiles.isClass(name) ? Kind.CLASSES : Kind.RESOURCES, target, content);
  }

  /** A jar in the archive, as a file: jars are written anew from files. */
  void putLibrary(ZipMember jar, TreePath target) throws IOException {
    putLibrary(Content.of(JarWalk.copied(jar.content(), work)), target);
  }

  void putLibrary(Content jar, TreePath target) {
    files.put(libraries.kind(target.name()), target, jar);
    libraries.find(target.name()).ifPresent(found -> files.name(target, found));
  }
}
