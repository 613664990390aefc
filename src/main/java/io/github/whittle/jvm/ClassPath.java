package io.github.whittle.jvm;

import io.github.whittle.archive.WorkFolder;
import io.github.whittle.archive.ZipContent;
import io.github.whittle.archive.ZipMember;
import io.github.whittle.archive.ZipMembers;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Content.FileContent;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.jar.Attributes;

/**
 * A class path in an image, gone through as Java does.
 *
 * @param elements folders, jars, and {@code folder/*} for the jars in it
 * @param work for jars that are no files of their own
 * @see <a href="https://docs.oracle.com/en/java/javase/17/docs/specs/man/java.html">java, -cp</a>
 */
record ClassPath(List<String> elements, FileTree image, WorkFolder work) {
  private static final Optional<List<ZipMember>> NONE = Optional.of(List.of());
  private static final Optional<Content> UNREADABLE = Optional.of(Content.of(new byte[0]));

  /** Whether a class is on it; also where a jar cannot be read, so that nobody knows. */
  boolean mayHave(String className) throws IOException {
    return classFile(className).isPresent();
  }

  /** The first of its name; of a jar that cannot be read, so that nobody knows, no bytes. */
  Optional<Content> classFile(String className) throws IOException {
    var file = className.replace('.', '/') + ".class";
    var next = new ArrayDeque<>(elements);
    var seen = new HashSet<>(elements);
    while (!next.isEmpty()) {
      var element = next.poll();
      if (element.endsWith("/*")) {
        next.addAll(jars(element.substring(0, element.length() - 1)));
        continue;
      }
      var inFolder = file(element + "/" + file);
      if (inFolder.isPresent()) {
        return inFolder.map(RegularFile::content);
      }
      var jar = file(element).map(RegularFile::content);
      var members = jar.isPresent() ? jar(jar.get()) : NONE;
      var inJar = members.isPresent() ? member(file, members.get()) : UNREADABLE;
      if (inJar.isPresent()) {
        return inJar;
      }
      further(element, members.get()).stream().filter(seen::add).forEach(next::add);
    }
    return Optional.empty();
  }

  /** The classes with a main method in its folders, which are those of the project. */
  List<String> mainClasses() throws IOException {
    var found = new TreeSet<String>();
    for (var element : elements) {
      for (var path : paths(element)) {
        var file = file(path);
        if (FolderFiles.isClass(path) && file.isPresent()) {
          ClassFacts.found(file.get().content())
              .filter(ClassFacts::isMain)
              .ifPresent(facts -> found.add(facts.name()));
        }
      }
    }
    return List.copyOf(found);
  }

  private List<String> paths(String folder) {
    return end(folder).stream()
        .flatMap(path -> image.below(path).keySet().stream())
        .map(TreePath::value)
        .toList();
  }

  private List<String> jars(String folder) {
    return end(folder).map(image::names).orElse(List.of()).stream()
        .filter(name -> name.endsWith(".jar"))
        .map(folder::concat)
        .toList();
  }

  private Optional<RegularFile> file(String path) {
    return end(path)
        .flatMap(image::inode)
        .filter(RegularFile.class::isInstance)
        .map(RegularFile.class::cast);
  }

  private Optional<TreePath> end(String path) {
    try {
      return Optional.of(image.way(path).end());
    } catch (InvalidInputException e) {
      return Optional.empty(); // Java finds nothing there, either.
    }
  }

  private Optional<List<ZipMember>> jar(Content content) throws IOException {
    if (content instanceof ZipContent zip) {
      return Optional.of(zip.members());
    }
    try {
      var file =
          content instanceof FileContent onDisk ? onDisk.file() : JarWalk.copied(content, work);
      return Optional.of(ZipMembers.readBehindData(file));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  private static Optional<Content> member(String name, List<ZipMember> members) {
    return members.stream()
        .filter(member -> member.name().equals(name))
        .findFirst()
        .map(ZipMember::content);
  }

  /** What a jar's manifest adds. */
  private static List<String> further(String jar, List<ZipMember> members) throws IOException {
    var folder = jar.substring(0, jar.lastIndexOf('/') + 1);
    return ManifestName.in(manifest(members)).stream()
        .flatMap(name -> name.path().stream())
        .map(path -> path.startsWith("/") ? path : folder + path)
        .map(path -> path.replaceFirst("/$", ""))
        .toList();
  }

  /** None of one that is damaged: Java starts with such a jar. */
  private static Attributes manifest(List<ZipMember> members) throws IOException {
    for (var member : members) {
      if (member.name().equals(Archive.MANIFEST)) {
        try {
          return Archive.attributes(member);
        } catch (InvalidInputException e) {
          return new Attributes();
        }
      }
    }
    return new Attributes();
  }
}
