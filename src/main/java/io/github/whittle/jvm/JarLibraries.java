package io.github.whittle.jvm;

import io.github.whittle.archive.WorkFolder;
import io.github.whittle.elf.CLibrary;
import io.github.whittle.elf.ElfFile;
import io.github.whittle.image.Platform;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The native libraries and programs inside the jars of an image: Java unpacks them when it runs,
 * and only then they need libraries of the image.
 */
public final class JarLibraries {
  private static final String VM = "libjvm.so";

  /** They are read, and never part of an image. */
  private static final Attributes ATTRIBUTES = Attributes.of(0755, 0);

  /** A file in a jar; {@code library} is what it is linked with. */
  private record Found(
      String jar, String key, TreePath path, Content content, Optional<CLibrary> library) {
    boolean loadsWith(CLibrary other) {
      return library.isEmpty() || library.get() == other;
    }
  }

  private final Platform platform;
  private final JarWalk walk;
  private final List<Found> found = new ArrayList<>();

  private JarLibraries(Platform platform, WorkFolder work) {
    this.platform = platform;
    this.walk = new JarWalk(work, Progress.silent(), this::add);
  }

  /**
   * Those for the platform and the C library of the image's Java, as files below their jars: {@code
   * /app/libs/a.jar!/linux/liba.so}. What a jar has only for the other C library is among them:
   * there is nothing else that Java could load. None in an image without Java.
   *
   * @param image in which the virtual machine is
   * @param added the part of it whose jars are looked into
   * @param work holds the libraries as long as the tree is used
   */
  public static FileTree of(FileTree image, FileTree added, Platform platform, WorkFolder work)
      throws IOException {
    var ours = ofVirtualMachine(image);
    if (ours.isEmpty()) {
      return FileTree.empty();
    }
    var libraries = new JarLibraries(platform, work);
    libraries.read(added);
    return libraries.loadedWith(ours.get());
  }

  private static Optional<CLibrary> ofVirtualMachine(FileTree image) throws IOException {
    for (var e : image.entries().entrySet()) {
      if (e.getKey().name().equals(VM) && e.getValue() instanceof RegularFile file) {
        return elf(e.getKey().value(), file.content()).flatMap(CLibrary::of);
      }
    }
    return Optional.empty();
  }

  private void read(FileTree tree) throws IOException {
    for (var e : tree.entries().entrySet()) {
      if (JarWalk.isJar(e.getKey().name()) && e.getValue() instanceof RegularFile file) {
        walk.jar(e.getKey().value(), file.content());
      }
    }
  }

  private void add(String jar, String name, Content content) throws IOException {
    if (!mayBeElf(name) || !NativeLibrary.isElfFor(platform, name, content)) {
      return;
    }
    var file = Content.of(walk.bounded(content));
    var path = path(jar, name);
    var elf = elf(name, file);
    if (path.isPresent() && elf.isPresent()) {
      var key = LackingLibraries.key(name);
      found.add(new Found(jar, key, path.get(), file, CLibrary.of(elf.get())));
    }
  }

  private static Optional<TreePath> path(String jar, String name) {
    try {
      return Optional.of(TreePath.parse(jar + "!/" + name));
    } catch (InvalidInputException e) {
      return Optional.empty(); // It climbs, or is too long: nobody unpacks it under that name.
    }
  }

  /** A program has no dot in its name; to look into every picture and text would take long. */
  private static boolean mayBeElf(String name) {
    return NativeLibrary.isNamed(name) || name.indexOf('.', name.lastIndexOf('/') + 1) < 0;
  }

  /** Nothing for a file that no loader would take, whatever it is. */
  private static Optional<ElfFile> elf(String name, Content content) throws IOException {
    try {
      return ElfFile.read(name, content);
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  private FileTree loadedWith(CLibrary ours) {
    var entries = new TreeMap<TreePath, Entry>();
    for (var one : found) {
      if (one.loadsWith(ours) || found.stream().noneMatch(other -> replaces(other, one, ours))) {
        entries.put(one.path(), new RegularFile(ATTRIBUTES, one.content()));
      }
    }
    return FileTree.of(entries);
  }

  private static boolean replaces(Found other, Found one, CLibrary ours) {
    return other.loadsWith(ours) && other.jar().equals(one.jar()) && other.key().equals(one.key());
  }
}
