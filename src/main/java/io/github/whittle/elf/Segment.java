package io.github.whittle.elf;

/**
 * A program header: a part of the file that is mapped, or that the loader reads.
 *
 * @param type {@code PT_…}
 * @param flags {@code PF_…}
 * @param offset of its first byte in the file
 * @param address its virtual address; unsigned
 * @param fileSize bytes in the file
 * @param memorySize bytes in memory; unsigned, what is more than {@code fileSize} is zeros
 * @param alignment of address and offset; 0 and 1 mean none
 * @see <a href="https://gabi.xinuos.com/elf/07-pheader.html">ELF gABI, program header</a>
 */
public record Segment(
    int type,
    int flags,
    long offset,
    long address,
    long fileSize,
    long memorySize,
    long alignment) {
  public static final int PT_NULL = 0;
  public static final int PT_LOAD = 1;
  public static final int PT_DYNAMIC = 2;
  public static final int PT_INTERP = 3;
  public static final int PT_NOTE = 4;
  public static final int PF_X = 1;

  static Segment read(Fields fields) {
    return new Segment(
        fields.word(0),
        fields.word(fields.at(24, 4)),
        fields.wide(4, 8),
        fields.wide(8, 16),
        fields.wide(16, 32),
        fields.wide(20, 40),
        fields.wide(28, 48));
  }

  /** Whether the byte at a virtual address comes from this part of the file. */
  boolean holds(long virtualAddress) {
    return Long.compareUnsigned(virtualAddress - address, fileSize) < 0;
  }
}
