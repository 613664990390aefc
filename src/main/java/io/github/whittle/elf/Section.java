package io.github.whittle.elf;

import java.nio.ByteBuffer;

/**
 * A section header: a part of the file that linkers, debuggers and tools know by a name.
 *
 * @param name read from the table of names; empty where the file has none
 * @param type {@code SHT_…}
 * @param flags {@code SHF_…}
 * @param address virtual, of what is loaded; unsigned
 * @param offset of its first byte in the file; unsigned
 * @param size bytes in the file, or in memory only for {@link #SHT_NOBITS}; unsigned
 * @param link index of a section that belongs to it; unsigned
 * @param info by type: index of another one, or a number
 * @param alignment of address and offset; 0 and 1 mean none
 * @param entrySize bytes of each entry of a table
 * @see <a href="https://gabi.xinuos.com/elf/03-sheader.html">ELF gABI, section header</a>
 */
public record Section(
    String name,
    int type,
    long flags,
    long address,
    long offset,
    long size,
    int link,
    int info,
    long alignment,
    long entrySize) {
  public static final int SHT_NULL = 0;
  public static final int SHT_PROGBITS = 1;
  public static final int SHT_SYMTAB = 2;
  public static final int SHT_STRTAB = 3;
  public static final int SHT_RELA = 4;
  public static final int SHT_NOTE = 7;
  public static final int SHT_NOBITS = 8;
  public static final int SHT_REL = 9;
  public static final int SHT_DYNSYM = 11;
  public static final int SHT_GROUP = 17;
  public static final int SHT_SYMTAB_SHNDX = 18;

  public static final int SHF_ALLOC = 2;
  public static final int SHF_EXECINSTR = 4;
  public static final int SHF_INFO_LINK = 0x40;
  public static final int SHF_COMPRESSED = 0x800;

  /** From here on, 16 bits hold no index but a meaning: {@code SHN_LORESERVE}. */
  public static final int LOW_RESERVED = 0xff00;

  /** The index is elsewhere: {@code SHN_XINDEX}. */
  public static final int INDEX_ELSEWHERE = 0xffff;

  /** An entry of the table that stands for none. */
  public static final Section EMPTY = new Section("", SHT_NULL, 0, 0, 0, 0, 0, 0, 0, 0);

  static Section read(Fields fields, String name) {
    return new Section(
        name,
        fields.word(4),
        fields.wide(8, 8),
        fields.wide(12, 16),
        fields.wide(16, 24),
        fields.wide(20, 32),
        fields.word(fields.at(24, 40)),
        fields.word(fields.at(28, 44)),
        fields.wide(32, 48),
        fields.wide(36, 56));
  }

  /** Whether any of {@code flag} is set. */
  public boolean has(long flag) {
    return (flags & flag) != 0;
  }

  /** Whether it has bytes in the file. */
  public boolean isInFile() {
    return type != SHT_NULL && type != SHT_NOBITS && size != 0;
  }

  /** Whether {@code info} is an index of a section, and no number. */
  public boolean refersByInfo() {
    return type == SHT_REL || type == SHT_RELA || has(SHF_INFO_LINK);
  }

  public Section withOffset(long other) {
    return new Section(name, type, flags, address, other, size, link, info, alignment, entrySize);
  }

  public Section withSize(long other) {
    return new Section(name, type, flags, address, offset, other, link, info, alignment, entrySize);
  }

  public Section withReferences(int otherLink, int otherInfo) {
    return new Section(
        name, type, flags, address, offset, size, otherLink, otherInfo, alignment, entrySize);
  }

  /**
   * Writes the header.
   *
   * @param out in the byte order of the file
   * @param nameAt place of the name in the table of names
   */
  public void write(ElfClass elfClass, int nameAt, ByteBuffer out) {
    out.putInt(nameAt).putInt(type);
    elfClass.write(flags, out);
    elfClass.write(address, out);
    elfClass.write(offset, out);
    elfClass.write(size, out);
    out.putInt(link).putInt(info);
    elfClass.write(alignment, out);
    elfClass.write(entrySize, out);
  }
}
