package io.github.whittle.archive;

import io.github.whittle.user.InvalidInputException;
import java.util.List;

/**
 * Which parts of a sparse file an archive holds; all else is zeros.
 *
 * @param size of the whole file, in bytes
 * @param parts in their order, none of them empty, none over another
 * @see <a href="https://www.gnu.org/software/tar/manual/html_node/Sparse-Formats.html">GNU tar,
 *     Storing Sparse Files</a>
 */
record SparseMap(long size, List<Part> parts) {
  /** About how many bytes of memory a part costs. */
  static final int PART_IN_MEMORY = 32;

  /** Bytes that are there. */
  record Part(long offset, long length) {
    long end() {
      return offset + length;
    }
  }

  SparseMap {
    parts = parts.stream().filter(part -> part.length != 0).toList();
    long end = 0;
    for (var part : parts) {
      if (part.offset < end || part.length < 0 || part.length > size - part.offset) {
        throw new InvalidInputException("the map of a sparse file is damaged");
      }
      end = part.end();
    }
  }

  /** How many bytes the archive holds. */
  long stored() {
    return parts.stream().mapToLong(Part::length).sum();
  }
}
