package io.github.whittle.jvm;

import io.github.whittle.jvm.Application.Kind;
import io.github.whittle.jvm.Application.Part;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Content.FileContent;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Which class files of an application keep the names of their local variables, and for whom. */
record KeptVariables(Set<VariableReader> readers) {
  static final KeptVariables NONE = new KeptVariables(Set.of());

  /** For those who are in the application, and those who need not be. */
  static KeptVariables in(List<Part> parts) throws IOException {
    var readers = EnumSet.noneOf(VariableReader.class);
    for (var reader : VariableReader.values()) {
      if (reader.by().isEmpty()) {
        readers.add(reader);
      }
    }
    for (var part : parts) {
      find(part.files(), readers);
    }
    return new KeptVariables(readers);
  }

  private static void find(FileTree files, Set<VariableReader> found) throws IOException {
    for (var e : files.entries().entrySet()) {
      if (e.getValue() instanceof RegularFile file
          && file.content() instanceof FileContent jar
          && JarWalk.isJar(e.getKey().name())) {
        find(jar, found);
      }
    }
  }

  private static void find(FileContent jar, Set<VariableReader> found) throws IOException {
    try (var zip = new ZipFile(jar.file().toFile())) {
      for (var reader : VariableReader.values()) {
        if (reader.by().map(zip::getEntry).isPresent()) {
          found.add(reader);
        }
      }
    } catch (ZipException e) {
      return; // No jar in spite of its name.
    }
  }

  /** The first who reads them in this class file. */
  Optional<VariableReader> reader(byte[] classFile) {
    return readers.stream().sorted().filter(reader -> reader.reads(classFile)).findFirst();
  }

  /** Says once for each who makes names stay. */
  void tell(List<Part> parts, Progress progress) throws IOException {
    var told = EnumSet.noneOf(VariableReader.class);
    for (var part : parts) {
      for (var e : part.files().entries().entrySet()) {
        if (part.kind() == Kind.CLASSES
            && e.getValue() instanceof RegularFile file
            && FolderFiles.isClass(e.getKey().name())) {
          reader(bytes(file.content())).ifPresent(told::add);
        }
      }
    }
    told.forEach(
        reader ->
            progress.info(
                "Kept names of local variables in class files: %s".formatted(readBy(reader))));
  }

  /** The reason why they stay. */
  static String readBy(VariableReader reader) {
    return "they are read by " + reader;
  }

  private static byte[] bytes(Content content) throws IOException {
    try (var in = content.open()) {
      return in.readAllBytes();
    }
  }
}
