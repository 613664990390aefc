package io.github.whittle.support;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The smallest program for amd64 that has a section of a name; all of it is loaded. */
public final class SectionElf {
  /** Where the section's first byte is when the program is loaded. */
  public static final long ADDRESS = 0x400000 + 0x80;

  private static final int DATA = 0x80;
  private static final int SECTION_HEADER = 64;

  private SectionElf() {}

  public static byte[] program(String section, byte[] bytes) {
    var names = ("\0" + section + "\0.shstrtab\0").getBytes(StandardCharsets.US_ASCII);
    int namesAt = DATA + bytes.length;
    int headersAt = namesAt + names.length;
    int size = headersAt + 3 * SECTION_HEADER;
    var elf = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
    elf.putShort((short) 2).putShort((short) 62).putInt(1).putLong(ADDRESS).putLong(64);
    elf.putLong(headersAt).putInt(0).putShort((short) 64).putShort((short) 56).putShort((short) 1);
    elf.putShort((short) SECTION_HEADER).putShort((short) 3).putShort((short) 2);
    elf.putInt(1).putInt(5).putLong(0).putLong(ADDRESS - DATA).putLong(0);
    elf.putLong(size).putLong(size).putLong(0x1000);
    elf.position(DATA);
    elf.put(bytes).put(names).position(headersAt + SECTION_HEADER);
    header(elf, 1, 1, 2, ADDRESS, DATA, bytes.length);
    header(elf, section.length() + 2, 3, 0, 0, namesAt, names.length);
    return elf.array();
  }

  private static void header(
      ByteBuffer elf, int name, int type, long flags, long address, long offset, long size) {
    elf.putInt(name).putInt(type).putLong(flags).putLong(address).putLong(offset).putLong(size);
    elf.putInt(0).putInt(0).putLong(1).putLong(0);
  }

  /** As {@code cargo auditable} writes it. */
  public static byte[] zlib(String text) {
    var out = new ByteArrayOutputStream();
    try (var packed = new java.util.zip.DeflaterOutputStream(out)) {
      packed.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (java.io.IOException e) {
      throw new IllegalStateException("an array can always be written", e);
    }
    return out.toByteArray();
  }
}
