package io.github.whittle.jvm;

import io.github.whittle.jvm.Application.Kind;
import io.github.whittle.jvm.Application.Part;
import io.github.whittle.jvm.JavaProject.Dependency;
import io.github.whittle.ledger.Decision;
import io.github.whittle.ledger.Ledger;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the files of an application, part by part. */
final class ApplicationFiles {
  private static final int MODE = 0644;

  private final long time;
  private final Map<Kind, Map<TreePath, RegularFile>> files = new EnumMap<>(Kind.class);
  private final Map<TreePath, Dependency> libraries = new HashMap<>();
  private final Ledger ledger = new Ledger();

  /**
   * @param time of every file, in seconds since 1970
   */
  ApplicationFiles(long time) {
    this.time = time;
  }

  void put(Kind kind, TreePath path, Content content) {
    files
        .computeIfAbsent(kind, k -> new HashMap<>())
        .put(path, new RegularFile(Attributes.of(MODE, time), content));
  }

  void put(Kind kind, TreePath path, String text) {
    put(kind, path, Content.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Notes what is at a path, a jar or a folder. */
  void name(TreePath path, Dependency library) {
    libraries.put(path, library);
  }

  /**
   * Notes what does not go in.
   *
   * @param path where it would be
   */
  void leaveOut(TreePath path, long bytes, String reason) {
    ledger.removed(path.value(), bytes, JarSlimming.FROM, reason);
  }

  List<Decision> leftOut() {
    return ledger.decisions();
  }

  Map<TreePath, Dependency> libraries() {
    return libraries;
  }

  /** Of all parts. */
  FileTree tree() {
    var all = new HashMap<TreePath, Entry>();
    files.values().forEach(all::putAll);
    return FileTree.of(all);
  }

  List<Part> parts() {
    var parts = new ArrayList<Part>();
    files.forEach((kind, map) -> parts.add(new Part(kind, FileTree.of(Map.copyOf(map)))));
    return parts;
  }
}
