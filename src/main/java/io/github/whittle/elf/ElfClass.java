package io.github.whittle.elf;

import java.nio.ByteBuffer;

/** The width of a file's addresses and offsets: {@code EI_CLASS} of the ELF gABI. */
public enum ElfClass {
  ELF32(1, 32, 52, 32, 40, 8),
  ELF64(2, 64, 64, 56, 64, 16);

  private final int code;
  private final int bits;
  private final int headerSize;
  private final int programHeaderSize;
  private final int sectionHeaderSize;
  private final int dynamicEntrySize;

  ElfClass(
      int code,
      int bits,
      int headerSize,
      int programHeaderSize,
      int sectionHeaderSize,
      int dynamicEntrySize) {
    this.code = code;
    this.bits = bits;
    this.headerSize = headerSize;
    this.programHeaderSize = programHeaderSize;
    this.sectionHeaderSize = sectionHeaderSize;
    this.dynamicEntrySize = dynamicEntrySize;
  }

  int code() {
    return code;
  }

  /** 32 or 64. */
  public int bits() {
    return bits;
  }

  /** Bytes of an {@code Ehdr}. */
  public int headerSize() {
    return headerSize;
  }

  /** Bytes of a {@code Phdr}. */
  public int programHeaderSize() {
    return programHeaderSize;
  }

  /** Bytes of a {@code Shdr}. */
  public int sectionHeaderSize() {
    return sectionHeaderSize;
  }

  /** Bytes of a {@code Dyn}. */
  int dynamicEntrySize() {
    return dynamicEntrySize;
  }

  /** Writes an address, an offset, or a number of their width. */
  public void write(long value, ByteBuffer out) {
    if (this == ELF32) {
      out.putInt((int) value);
    } else {
      out.putLong(value);
    }
  }
}
