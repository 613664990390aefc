package io.github.whittle.elf;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * {@code /etc/ld.so.cache}, in which glibc's loader looks libraries up by name: the one way to
 * those in folders that are neither its own nor named by who needs them.
 *
 * @param entries in the order of the file
 */
record LdSoCache(List<Entry> entries) {
  static final String FILE = "/etc/ld.so.cache";
  static final LdSoCache NONE = new LdSoCache(List.of());

  LdSoCache {
    entries = List.copyOf(entries);
  }

  /**
   * A library.
   *
   * @param flags of its C library and machine; see {@link ElfMachine#cacheFlags}
   */
  record Entry(String name, int flags, String path) {}

  /** None where there is no cache, or one that the loader would not take either. */
  static LdSoCache of(ImageFiles files) throws IOException {
    return LdSoCacheFile.parse(files.bytes(FILE, LdSoCacheFile.MAX_SIZE));
  }

  /** Where the library of a name may be, the first first. */
  List<String> paths(String name) {
    return entries.stream().filter(e -> e.name().equals(name)).map(Entry::path).toList();
  }

  /** With more entries, behind those of the same name. */
  LdSoCache with(Collection<Entry> more) {
    var all = new LinkedHashSet<>(entries);
    all.addAll(more);
    return new LdSoCache(List.copyOf(all));
  }
}
