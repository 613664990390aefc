package io.github.whittle.elf;

import io.github.whittle.image.Platform;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.Lookup;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Files of a C library that no program names, and that it opens by itself when it runs. */
public final class SystemLibraries {
  private SystemLibraries() {}

  /**
   * Where a file lies in the folders that loaders search by themselves, links followed.
   *
   * @param name may hold folders, as {@code gconv/gconv-modules}
   */
  public static Optional<TreePath> find(Lookup files, Platform platform, String name) {
    var image = new ImageFiles(files);
    return Arrays.stream(ElfMachine.values())
        .filter(machine -> machine.isOf(platform))
        .flatMap(machine -> SystemFolders.usual(machine.tuple()).stream())
        .flatMap(folder -> image.find(folder + "/" + name).stream())
        .findFirst();
  }

  /** Whether the GNU C library defines a version of symbols, for example {@code GLIBC_2.34}. */
  public static boolean defines(Lookup files, Platform platform, String version)
      throws IOException {
    var libc = find(files, platform, "libc.so.6");
    if (libc.isEmpty()) {
      return false;
    }
    Content content = ((RegularFile) files.inode(libc.get()).orElseThrow()).content();
    return ElfFile.read(libc.get().value(), content).stream()
        .anyMatch(elf -> elf.dynamic().versions().defined().contains(version));
  }
}
