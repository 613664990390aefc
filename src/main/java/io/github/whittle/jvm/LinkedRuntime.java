package io.github.whittle.jvm;

import io.github.whittle.archive.Staging;
import io.github.whittle.archive.TarWriter;
import io.github.whittle.archive.WorkFolder;
import io.github.whittle.elf.FileFormat;
import io.github.whittle.image.Digest;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.Progress;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A runtime that jlink makes of a JDK, as one tar with the runtime's folder as its root.
 *
 * @param build the JDK of the build
 * @param source the JDK that it is made of; mostly the same
 * @param archive that the modules of {@code source} were unpacked of, into another folder every
 *     time; nothing where they lie on disk
 * @param cds whether it has an archive of its own classes, which it maps instead of parsing them
 */
public record LinkedRuntime(
    Jdk build, Jdk source, Optional<Path> archive, RuntimeRequest request, boolean cds) {
  /** Another number for other bytes of the same request. */
  private static final String FORM = "runtime 4";

  /** Of a JDK without jmods, beside its modules in {@code lib}. */
  private static final List<String> OF_IMAGE = List.of("bin", "conf", "legal", "lib");

  private static final int PROGRAM = 0755;
  private static final int DATA = 0644;

  /**
   * What decides the bytes. A JDK is known by the names, sizes and times of its files: reading them
   * all would take longer than linking.
   */
  public Digest key() throws IOException {
    var lines = new ArrayList<String>();
    lines.add(FORM);
    lines.add("cds " + (cds ? ClassArchive.OPTIONS : List.of()));
    var jlink = Jlink.of(build, source);
    lines.addAll(jlink.options(request));
    lines.addAll(Builder.of(source).lines());
    lines.addAll(files(jlink.tools()));
    lines.addAll(archive.isPresent() ? List.of(file(archive.get())) : files(source));
    return Digest.of(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> files(Jdk jdk) throws IOException {
    var lines = new ArrayList<String>();
    lines.add(jdk.home().toString());
    for (var folder : folders(jdk)) {
      // The folder itself may be a link: distributions keep the configuration in /etc.
      try (var files = Files.walk(folder.toRealPath())) {
        for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
          lines.add(file(file));
        }
      }
    }
    return lines;
  }

  /** What jlink takes files of. */
  private static List<Path> folders(Jdk jdk) {
    return jdk.packaged().isPresent()
        ? List.of(jdk.packaged().get())
        : OF_IMAGE.stream().map(jdk.home()::resolve).filter(Files::isDirectory).toList();
  }

  private static String file(Path file) throws IOException {
    return "%s %s %s".formatted(file, Files.size(file), Files.getLastModifiedTime(file));
  }

  /**
   * Links it.
   *
   * @param tar is replaced
   */
  public void writeTo(Path tar, WorkFolder work, Progress progress) throws IOException {
    var folder = work.newFolder();
    try {
      var home = folder.resolve("java");
      Jlink.of(build, source).link(request, home);
      Builder.of(source).addTo(home);
      if (cds) {
        ClassArchive.add(home, progress);
      }
      try (var out = new BufferedOutputStream(Files.newOutputStream(tar), 1 << 16)) {
        TarWriter.write(tree(home), out);
      }
    } finally {
      Staging.delete(folder);
    }
  }

  private static FileTree tree(Path home) throws IOException {
    var entries = new TreeMap<TreePath, Entry>();
    try (var paths = Files.walk(home)) {
      for (var path : paths.filter(p -> !p.equals(home)).toList()) {
        var name = home.relativize(path).toString().replace('\\', '/');
        entries.put(TreePath.ROOT.resolve(name), entry(path));
      }
    }
    return FileTree.of(entries);
  }

  private static Entry entry(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      var target = Files.readSymbolicLink(path).toString();
      return new Entry.Symlink(Attributes.of(0777, 0), target);
    }
    if (Files.isDirectory(path)) {
      return new Entry.Directory(Attributes.of(PROGRAM, 0));
    }
    var content = Content.of(path);
    boolean runs = FileFormat.of(path.toString(), content).isProgram();
    return new Entry.RegularFile(Attributes.of(runs ? PROGRAM : DATA, 0), content);
  }
}
