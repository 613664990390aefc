package io.github.whittle.support;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The smallest 64-bit ELF programs, for tests that only need to be taken for one. */
public final class TinyElf {
  public static final int AMD64 = 62;
  public static final int ARM64 = 183;

  private static final int HEADER = 64;
  private static final int SEGMENT = 56;
  private static final long BASE = 0x10000;

  private TinyElf() {}

  /**
   * A static program.
   *
   * @param size of the file in bytes, 120 or more
   */
  public static byte[] program(int machine, int size) {
    var elf = header(machine, 1, size);
    load(elf, size);
    return elf.array();
  }

  /** A program that asks for an interpreter, and for no libraries. */
  public static byte[] dynamic(int machine, String interpreter) {
    var path = (interpreter + "\0").getBytes(StandardCharsets.US_ASCII);
    int at = HEADER + 2 * SEGMENT;
    var elf = header(machine, 2, at + path.length);
    load(elf, at + path.length);
    elf.putInt(3).putInt(4).putLong(at).putLong(BASE + at).putLong(BASE + at);
    elf.putLong(path.length).putLong(path.length).putLong(1);
    elf.put(path);
    return elf.array();
  }

  private static ByteBuffer header(int machine, int segments, int size) {
    var elf = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).position(16);
    elf.putShort((short) 2).putShort((short) machine).putInt(1);
    elf.putLong(BASE + HEADER).putLong(HEADER).putLong(0).putInt(0);
    elf.putShort((short) HEADER).putShort((short) SEGMENT).putShort((short) segments);
    elf.putShort((short) 64).putShort((short) 0).putShort((short) 0);
    return elf;
  }

  private static void load(ByteBuffer elf, int size) {
    elf.putInt(1).putInt(5).putLong(0).putLong(BASE).putLong(BASE);
    elf.putLong(size).putLong(size).putLong(0x1000);
  }
}
