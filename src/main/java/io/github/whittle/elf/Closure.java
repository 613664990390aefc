package io.github.whittle.elf;

import io.github.whittle.elf.LibrarySearch.Candidate;
import io.github.whittle.tree.Lookup.Way;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that is loaded when a program starts, breadth first as the loader does it. */
final class Closure {
  /**
   * A library that a file needs and that is not found.
   *
   * @param unusable a file of its name in the right place that cannot be it
   */
  record Missing(String name, Loaded by, Optional<TreePath> unusable) {}

  /** A library that is found. */
  record Found(String name, Loaded by, Candidate candidate, Way way) {}

  /** Versions that a library is asked for and lacks. */
  record WrongVersion(List<String> versions, TreePath library, Loaded by) {}

  private final List<ImageFiles> files;
  private final LibrarySearch search;
  private final Map<TreePath, Loaded> loaded = new LinkedHashMap<>();
  private final List<Missing> missing = new ArrayList<>();
  private final List<Found> found = new ArrayList<>();
  private final List<WrongVersion> wrong = new ArrayList<>();

  /** By names and sonames: who asks for one of them gets what is in memory, or failed to be. */
  private final Map<String, Optional<Loaded>> names = new HashMap<>();

  private final Deque<Loaded> queue = new ArrayDeque<>();

  private Closure(List<ImageFiles> files, LibrarySearch search) {
    this.files = files;
    this.search = search;
  }

  /**
   * @param files in which a library is looked for, one after the other
   * @param file where {@code program} really is, links followed
   * @param known what is in memory before the first library, by name: the interpreter
   */
  static Closure of(
      List<ImageFiles> files,
      LibrarySearch search,
      Loaded program,
      TreePath file,
      Map<String, Loaded> known)
      throws IOException {
    var closure = new Closure(files, search);
    known.forEach((name, interpreter) -> closure.names.put(name, Optional.of(interpreter)));
    closure.add(file, program);
    while (!closure.queue.isEmpty()) {
      var next = closure.queue.remove();
      for (var name : next.elf().dynamic().needed()) {
        closure.load(name, next);
      }
    }
    if (search.checksVersions()) {
      closure.loaded.values().forEach(closure::checkVersions);
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

  List<Found> found() {
    return found;
  }

  List<WrongVersion> wrongVersions() {
    return wrong;
  }

  private void load(String name, Loaded by) throws IOException {
    if (search.isInLoader(name) || names.putIfAbsent(name, Optional.empty()) != null) {
      return;
    }
    TreePath unusable = null;
    for (var where : files) {
      for (var candidate : search.candidates(name, by)) {
        var way = where.way(candidate.path());
        if (way.isEmpty()) {
          continue;
        }
        var file = way.get().end();
        var format = where.format(file);
        if (format instanceof FileFormat.Elf elf && fits(elf.file(), by.elf())) {
          found.add(new Found(name, by, candidate, way.get()));
          var next = new Loaded(file, folder(candidate.path()), elf.file(), Optional.of(by));
          names.put(name, Optional.of(add(file, next)));
          return;
        }
        unusable = unusable == null ? file : unusable;
        if (!search.passesOver(format, by.elf())) {
          break;
        }
      }
    }
    missing.add(new Missing(name, by, Optional.ofNullable(unusable)));
  }

  /** What is in memory under this path, which may be there already by another name. */
  private Loaded add(TreePath file, Loaded next) {
    var before = loaded.putIfAbsent(file, next);
    if (before != null) {
      return before;
    }
    if (search.knowsSonames()) {
      next.elf().dynamic().soname().ifPresent(n -> names.putIfAbsent(n, Optional.of(next)));
    }
    queue.add(next);
    return next;
  }

  private void checkVersions(Loaded by) {
    var lacking = new LinkedHashMap<Loaded, List<String>>();
    for (var need : by.elf().dynamic().versions().needed()) {
      names
          .getOrDefault(need.library(), Optional.empty())
          .filter(library -> !need.weak() && lacks(library.elf(), need.version()))
          .ifPresent(
              library ->
                  lacking.computeIfAbsent(library, l -> new ArrayList<>()).add(need.version()));
    }
    lacking.forEach(
        (library, versions) -> wrong.add(new WrongVersion(versions, library.path(), by)));
  }

  /** The loader asks nothing of a library without versions. */
  private static boolean lacks(ElfFile library, String version) {
    var defined = library.dynamic().versions().defined();
    return !defined.isEmpty() && !defined.contains(version);
  }

  private static boolean fits(ElfFile library, ElfFile by) {
    return library.header().type() == ElfHeader.ET_DYN && library.header().isLike(by.header());
  }

  private static String folder(String path) {
    return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
  }
}
