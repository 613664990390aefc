package io.github.whittle.elf;

import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything that is loaded when a program starts, breadth first as the loader does it. */
final class Closure {
  /**
   * A library that a file needs and that is not found.
   *
   * @param unusable a file of its name in the right place that cannot be it
   */
  record Missing(String name, Loaded by, Optional<TreePath> unusable) {}

  private final ImageFiles files;
  private final LibrarySearch search;
  private final Map<TreePath, Loaded> loaded = new LinkedHashMap<>();
  private final List<Missing> missing = new ArrayList<>();

  /** Names and sonames: who asks for one of them gets what is in memory. */
  private final Set<String> names = new HashSet<>();

  private final Deque<Loaded> queue = new ArrayDeque<>();

  private Closure(ImageFiles files, LibrarySearch search) {
    this.files = files;
    this.search = search;
  }

  /**
   * @param file where {@code program} really is, links followed
   * @param known names of what is in memory before the first library: the interpreter's
   */
  static Closure of(
      ImageFiles files, LibrarySearch search, Loaded program, TreePath file, Set<String> known)
      throws IOException {
    var closure = new Closure(files, search);
    closure.names.addAll(known);
    closure.add(file, program);
    while (!closure.queue.isEmpty()) {
      var next = closure.queue.remove();
      for (var name : next.elf().dynamic().needed()) {
        closure.load(name, next);
      }
    }
    return closure;
  }

  /** The program and its libraries by their real paths, in the order in which they are loaded. */
  Map<TreePath, Loaded> loaded() {
    return loaded;
  }

  List<Missing> missing() {
    return missing;
  }

  private void load(String name, Loaded by) throws IOException {
    if (search.isInLoader(name) || !names.add(name)) {
      return;
    }
    TreePath unusable = null;
    for (var path : candidates(name, by)) {
      var file = files.find(path);
      if (file.isEmpty()) {
        continue;
      }
      if (files.format(file.get()) instanceof FileFormat.Elf elf && fits(elf.file(), by.elf())) {
        add(file.get(), new Loaded(file.get(), folder(path), elf.file(), Optional.of(by)));
        return;
      }
      unusable = unusable == null ? file.get() : unusable;
    }
    missing.add(new Missing(name, by, Optional.ofNullable(unusable)));
  }

  private List<String> candidates(String name, Loaded by) {
    return name.contains("/")
        ? List.of(name)
        : search.folders(by).stream().map(f -> f + "/" + name).toList();
  }

  private void add(TreePath file, Loaded next) {
    if (loaded.putIfAbsent(file, next) == null) {
      next.elf().dynamic().soname().ifPresent(names::add);
      queue.add(next);
    }
  }

  private static boolean fits(ElfFile library, ElfFile by) {
    return library.header().type() == ElfHeader.ET_DYN
        && library.header().machine() == by.header().machine()
        && library.header().elfClass() == by.header().elfClass()
        && library.header().data() == by.header().data();
  }

  private static String folder(String path) {
    return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
  }
}
