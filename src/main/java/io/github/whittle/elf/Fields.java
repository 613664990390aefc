package io.github.whittle.elf;

import java.nio.ByteBuffer;

/**
 * The numbers in one structure of an ELF file, in its class and byte order.
 *
 * <p>Positions are bytes from the structure's beginning, as the tables of the gABI give them.
 */
final class Fields {
  private final ElfClass elfClass;
  private final ByteBuffer bytes;

  Fields(ElfClass elfClass, ElfData data, byte[] bytes) {
    this(elfClass, ByteBuffer.wrap(bytes).order(data.order()));
  }

  private Fields(ElfClass elfClass, ByteBuffer bytes) {
    this.elfClass = elfClass;
    this.bytes = bytes;
  }

  /** One structure out of a table of them. */
  Fields slice(int from, int length) {
    return new Fields(elfClass, bytes.slice(from, length).order(bytes.order()));
  }

  /** {@code Half}: 16 bits. */
  int half(int at) {
    return Short.toUnsignedInt(bytes.getShort(at));
  }

  /** {@code Word}: 32 bits. */
  int word(int at) {
    return bytes.getInt(at);
  }

  /** {@code Addr}, {@code Off}, or a number of their width; unsigned. */
  long wide(int at32, int at64) {
    return elfClass == ElfClass.ELF32
        ? Integer.toUnsignedLong(bytes.getInt(at32))
        : bytes.getLong(at64);
  }

  /** A {@code Word} or {@code Half} whose position depends on the class. */
  int at(int at32, int at64) {
    return elfClass == ElfClass.ELF32 ? at32 : at64;
  }
}
