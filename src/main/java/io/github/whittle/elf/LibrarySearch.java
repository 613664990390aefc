package io.github.whittle.elf;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How the dynamic loader of one C library looks for what a file needs. */
sealed interface LibrarySearch permits GlibcSearch, MuslSearch {
  /** Where a library that {@code by} needs is looked for, the first first. */
  List<Candidate> candidates(String name, Loaded by);

  /** Whether the loader itself is the library of this name. */
  boolean isInLoader(String name);

  /** Whether a library is also known by the name that it gives itself. */
  boolean knowsSonames();

  /** Whether the loader refuses a library that lacks a version. */
  boolean checksVersions();

  /** Whether the loader goes on looking when it finds this where the library may be. */
  boolean passesOver(FileFormat found, ElfFile by);

  /**
   * A place where a library may be.
   *
   * @param through the configuration file that leads there; empty where none is needed
   */
  record Candidate(String path, String through) {
    static List<Candidate> in(List<String> folders, String name, String through) {
      return folders.stream().map(f -> new Candidate(f + "/" + name, through)).toList();
    }

    /** Whether only ldconfig would find it, not the loader: the cache does not list it. */
    boolean isUnlisted() {
      return through.equals(LdSoConf.FILE);
    }
  }

  /** The rules of the loader that a program names; of a library, those that its needs hint at. */
  static LibrarySearch of(ElfFile elf, List<ImageFiles> files, Map<String, String> environment)
      throws IOException {
    var libraryPath =
        Arrays.stream(environment.getOrDefault("LD_LIBRARY_PATH", "").split("[:;]"))
            .filter(f -> !f.isEmpty())
            .toList();
    return MuslSearch.isFor(elf)
        ? MuslSearch.of(elf.interpreter(), files, libraryPath)
        : GlibcSearch.of(elf, files, libraryPath);
  }
}
