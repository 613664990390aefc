package io.github.whittle.elf;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How the dynamic loader of one C library looks for what a file needs. */
interface LibrarySearch {
  /** The folders in which a library for {@code by} is looked for, the first first. */
  List<String> folders(Loaded by);

  /** Whether the loader itself is the library of this name. */
  boolean isInLoader(String name);

  /** The rules of the loader that a program names; of a library, those that its needs hint at. */
  static LibrarySearch of(ElfFile elf, ImageFiles files, Map<String, String> environment)
      throws IOException {
    var libraryPath =
        Arrays.stream(environment.getOrDefault("LD_LIBRARY_PATH", "").split("[:;]"))
            .filter(f -> !f.isEmpty())
            .toList();
    if (MuslSearch.isFor(elf)) {
      return MuslSearch.of(elf.interpreter(), files, libraryPath);
    }
    return new GlibcSearch(
        libraryPath,
        LdSoConf.folders(files),
        ElfMachine.of(elf.header()).map(ElfMachine::tuple).orElse(""));
  }
}
