package io.github.whittle.elf;

import java.nio.ByteOrder;

/** The byte order of a file's numbers: {@code EI_DATA} of the ELF gABI. */
public enum ElfData {
  LSB(1, ByteOrder.LITTLE_ENDIAN),
  MSB(2, ByteOrder.BIG_ENDIAN);

  private final int code;
  private final ByteOrder order;

  ElfData(int code, ByteOrder order) {
    this.code = code;
    this.order = order;
  }

  int code() {
    return code;
  }

  public ByteOrder order() {
    return order;
  }
}
