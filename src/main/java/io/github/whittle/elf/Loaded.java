package io.github.whittle.elf;

import io.github.whittle.tree.TreePath;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A file that is in memory when a program starts.
 *
 * @param path of the file; of the program itself, the path that the user knows
 * @param origin the folder that {@code $ORIGIN} stands for: for the program where links lead, for a
 *     library where it was found
 * @param neededBy who asked for it; nobody for the program
 */
record Loaded(TreePath path, String origin, ElfFile elf, Optional<Loaded> neededBy) {
  /** The folders of {@code DT_RPATH}, which counts only without {@code DT_RUNPATH}. */
  List<String> rpath() {
    return elf.dynamic().runpath().isPresent() ? List.of() : folders(elf.dynamic().rpath());
  }

  List<String> runpath() {
    return folders(elf.dynamic().runpath());
  }

  private List<String> folders(Optional<String> list) {
    return Arrays.stream(list.orElse("").split(":"))
        .filter(f -> !f.isEmpty())
        .map(f -> f.replace("${ORIGIN}", origin).replace("$ORIGIN", origin))
        .toList();
  }
}
