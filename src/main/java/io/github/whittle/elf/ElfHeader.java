package io.github.whittle.elf;

/**
 * The beginning of every ELF file.
 *
 * @param osAbi {@code EI_OSABI}: 0 (System V) and 3 (GNU) on Linux
 * @param type one of {@link #ET_REL}, {@link #ET_EXEC}, {@link #ET_DYN}, {@link #ET_CORE}, or a
 *     number of the operating system's
 * @param machine {@code EM_…}; see {@link ElfMachine}
 * @param entry virtual address of the first instruction, 0 for none; unsigned
 * @param programHeaders offset of their table in the file; unsigned
 * @param sectionHeaders offset of theirs; unsigned
 * @param programHeaderSize bytes of each
 * @param programHeaderCount how many there are; {@code PN_XNUM} where section 0 says it
 * @param sectionHeaderSize bytes of each
 * @param sectionHeaderCount how many there are; 0 also where section 0 says it
 * @param sectionNames index of the section that holds their names; {@code SHN_XINDEX} where section
 *     0 says it
 * @see <a href="https://gabi.xinuos.com/elf/02-eheader.html">ELF gABI, ELF header</a>
 */
public record ElfHeader(
    ElfClass elfClass,
    ElfData data,
    int osAbi,
    int type,
    int machine,
    long entry,
    long programHeaders,
    long sectionHeaders,
    int programHeaderSize,
    int programHeaderCount,
    int sectionHeaderSize,
    int sectionHeaderCount,
    int sectionNames) {
  public static final int ET_REL = 1;
  public static final int ET_EXEC = 2;
  public static final int ET_DYN = 3;
  public static final int ET_CORE = 4;

  static ElfHeader read(ElfClass elfClass, ElfData data, int osAbi, byte[] bytes) {
    var fields = new Fields(elfClass, data, bytes);
    return new ElfHeader(
        elfClass,
        data,
        osAbi,
        fields.half(16),
        fields.half(18),
        fields.wide(24, 24),
        fields.wide(28, 32),
        fields.wide(32, 40),
        fields.half(fields.at(42, 54)),
        fields.half(fields.at(44, 56)),
        fields.half(fields.at(46, 58)),
        fields.half(fields.at(48, 60)),
        fields.half(fields.at(50, 62)));
  }

  /** Whether both files can be in one process: same machine, class and byte order. */
  boolean isLike(ElfHeader other) {
    return machine == other.machine && elfClass == other.elfClass && data == other.data;
  }
}
