package io.github.whittle.elf;

import java.util.Optional;

/** A C library that files are linked with; what is made for one cannot load with the other. */
public enum CLibrary {
  GLIBC,
  MUSL;

  /** Nothing for a file that needs none, which loads with either. */
  public static Optional<CLibrary> of(ElfFile file) {
    if (MuslSearch.isFor(file)) {
      return Optional.of(MUSL);
    }
    return file.interpreter().isEmpty() && file.dynamic().needed().isEmpty()
        ? Optional.empty()
        : Optional.of(GLIBC);
  }
}
