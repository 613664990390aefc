package io.github.whittle.elf;

/** The width of a file's addresses and offsets: {@code EI_CLASS} of the ELF gABI. */
public enum ElfClass {
  ELF32(1, 32, 52, 32, 8),
  ELF64(2, 64, 64, 56, 16);

  private final int code;
  private final int bits;
  private final int headerSize;
  private final int programHeaderSize;
  private final int dynamicEntrySize;

  ElfClass(int code, int bits, int headerSize, int programHeaderSize, int dynamicEntrySize) {
    this.code = code;
    this.bits = bits;
    this.headerSize = headerSize;
    this.programHeaderSize = programHeaderSize;
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
  int headerSize() {
    return headerSize;
  }

  /** Bytes of a {@code Phdr}. */
  int programHeaderSize() {
    return programHeaderSize;
  }

  /** Bytes of a {@code Dyn}. */
  int dynamicEntrySize() {
    return dynamicEntrySize;
  }
}
