package io.github.whittle.elf;

import io.github.whittle.tree.TreePath;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file that is in memory when a program starts.
 *
 * @param path of the file; of the program itself, the path that the user knows
 * @param origin the folder that {@code $ORIGIN} stands for: for the program where links lead, for a
 *     library where it was found
 * @param neededBy who asked for it; nobody for the program
 */
record Loaded(TreePath path, String origin, ElfFile elf, Optional<Loaded> neededBy) {
  /** The folders of {@code DT_RPATH} as written, which count only without {@code DT_RUNPATH}. */
  List<String> rpath() {
    return elf.dynamic().runpath().isPresent() ? List.of() : folders(elf.dynamic().rpath());
  }

  /** The folders of {@code DT_RUNPATH} as written. */
  List<String> runpath() {
    return folders(elf.dynamic().runpath());
  }

  private static List<String> folders(Optional<String> list) {
    return Arrays.stream(list.orElse("").split(":")).filter(f -> !f.isEmpty()).toList();
  }

  /** This file, who asked for it, and so on up to the program. */
  List<Loaded> chain() {
    return Stream.iterate(Optional.of(this), Optional::isPresent, at -> at.get().neededBy())
        .map(Optional::get)
        .toList();
  }
}
