package io.github.whittle.elf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The order of glibc's loader, with the folders of {@code ld.so.conf} in place of the cache that
 * ldconfig makes of them.
 *
 * @param libraryPath of {@code LD_LIBRARY_PATH}
 * @param configured of {@code /etc/ld.so.conf}
 * @param tuple of the machine, as Debian's folders have it
 * @see <a href="https://man7.org/linux/man-pages/man8/ld.so.8.html">ld.so(8)</a>
 */
record GlibcSearch(List<String> libraryPath, List<String> configured, String tuple)
    implements LibrarySearch {
  @Override
  public List<String> folders(Loaded by) {
    var folders = new ArrayList<String>();
    if (by.elf().dynamic().runpath().isEmpty()) {
      for (var at = Optional.of(by); at.isPresent(); at = at.get().neededBy()) {
        folders.addAll(at.get().rpath());
      }
    }
    folders.addAll(libraryPath);
    folders.addAll(by.runpath());
    folders.addAll(configured);
    if (!by.elf().dynamic().has(DynamicSection.DF_1_NODEFLIB)) {
      folders.addAll(defaults());
    }
    return folders;
  }

  /** Debian's, Red Hat's and everybody else's: a file of another machine is passed over. */
  private List<String> defaults() {
    return List.of(
        "/lib/" + tuple, "/usr/lib/" + tuple, "/lib64", "/usr/lib64", "/lib", "/usr/lib");
  }

  @Override
  public boolean isInLoader(String name) {
    return false; // glibc's loader is a library of its own name, and found by it.
  }
}
