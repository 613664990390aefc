package io.github.whittle.elf;

import java.util.List;
import java.util.Set;

/**
 * The versions of symbols that a file needs of its libraries, and those that it gives to others.
 *
 * @param defined of {@code DT_VERDEF}; empty for a library that knows no versions, which the loader
 *     then does not ask for any
 * @see <a
 *     href="https://refspecs.linuxfoundation.org/LSB_5.0.0/LSB-Core-generic/LSB-Core-generic/symversion.html">
 *     LSB, symbol versioning</a>
 */
public record Versions(List<Need> needed, Set<String> defined) {
  static final Versions NONE = new Versions(List.of(), Set.of());

  public Versions {
    needed = List.copyOf(needed);
    defined = Set.copyOf(defined);
  }

  /**
   * One entry of {@code DT_VERNEED}.
   *
   * @param library by its name in {@code DT_NEEDED}
   * @param version for example {@code GLIBC_2.34}
   * @param weak whether the program starts without it
   */
  public record Need(String library, String version, boolean weak) {}
}
