package io.github.whittle.elf;

import java.util.List;
import java.util.Optional;

/**
 * What a file asks of the dynamic loader.
 *
 * @param needed names of libraries, {@code DT_NEEDED}, in the order in which they are searched
 * @param soname the name by which others need this library
 * @param rpath folders for libraries, {@code DT_RPATH}, as written: {@code :} between them
 * @param runpath the same of {@code DT_RUNPATH}
 * @param flags1 {@code DT_FLAGS_1}
 * @param versions of symbols
 * @param names where the names of symbols and libraries lie
 * @see <a href="https://gabi.xinuos.com/elf/08-dynamic.html">ELF gABI, dynamic linking</a>
 */
public record DynamicSection(
    List<String> needed,
    Optional<String> soname,
    Optional<String> rpath,
    Optional<String> runpath,
    long flags1,
    Versions versions,
    NameTable names) {
  /**
   * {@code DT_STRTAB}, {@code DT_STRSZ}: texts that end with a zero.
   *
   * @param offset in the file
   * @param size in bytes
   */
  public record NameTable(long offset, long size) {
    static final NameTable EMPTY = new NameTable(0, 0);
  }

  /** The file is a program, though its type is that of a shared library. */
  public static final long DF_1_PIE = 0x0800_0000;

  /** The default folders are not searched. */
  public static final long DF_1_NODEFLIB = 0x800;

  static final DynamicSection NONE =
      new DynamicSection(
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          0,
          Versions.NONE,
          NameTable.EMPTY);

  public DynamicSection {
    needed = List.copyOf(needed);
  }

  boolean has(long flag) {
    return (flags1 & flag) != 0;
  }
}
