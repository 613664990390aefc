package io.github.whittle.archive;

import io.github.whittle.user.InvalidInputException;

/** How much one tar may hold: more is an attack, or damage. All in bytes. */
final class TarLimits {
  /** Of one name or PAX header. */
  private static final int MAX_HEADER = 1 << 20;

  /** Of all names, PAX headers and sparse maps together. */
  private static final int MAX_HEADERS = 1 << 28;

  private long headers;
  private long unpacked;

  /** A long name or a PAX header. */
  void countExtension(long size) {
    if (size > MAX_HEADER) {
      throw new InvalidInputException("a name or PAX header of %s bytes".formatted(size));
    }
    countHeader(size);
  }

  void countMap(SparseMap map) {
    countHeader(map.parts().size() * (long) SparseMap.PART_IN_MEMORY);
  }

  private void countHeader(long size) {
    headers += size;
    if (headers > MAX_HEADERS) {
      throw new InvalidInputException(
          "its names, PAX headers and sparse maps have more than %s bytes".formatted(MAX_HEADERS));
    }
  }

  void countContent(long size) {
    unpacked += size;
    if (unpacked > UnpackLimit.USUAL.size()) {
      throw new InvalidInputException(
          "it unpacks to more than %s bytes".formatted(UnpackLimit.USUAL.size()));
    }
  }
}
