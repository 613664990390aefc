package io.github.whittle.strip;

import io.github.whittle.elf.ElfClass;
import io.github.whittle.elf.ElfData;
import io.github.whittle.elf.Section;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * What becomes of a table of symbols when sections go: the indices of sections in it change, and
 * symbols of what is gone are left out.
 *
 * @see <a href="https://gabi.xinuos.com/elf/05-symtab.html">ELF gABI, symbol table</a>
 */
record Symbols(ElfClass elfClass, ElfData data, Renumbering renumbering) {
  private static final int BUFFER = 1 << 16;

  /**
   * @param left how many there are afterwards
   * @param leftOfLocal how many of the first ones, which are local
   * @param changes whether any is left out or has another index
   */
  record Count(long left, long leftOfLocal, boolean changes) {}

  int size() {
    return elfClass == ElfClass.ELF32 ? 16 : 24;
  }

  private int sectionAt() {
    return elfClass == ElfClass.ELF32 ? 14 : 6;
  }

  private int section(ByteBuffer symbol, int at) {
    return Short.toUnsignedInt(symbol.getShort(at + sectionAt()));
  }

  private static boolean isIndex(int section) {
    return section > 0 && section < Section.LOW_RESERVED;
  }

  private boolean isGone(int section) {
    return isIndex(section) && renumbering.isGone(section);
  }

  /**
   * Counts what is left.
   *
   * @param in begins with the table
   * @param all how many there are
   * @param local how many of them are local: the first ones
   */
  Count count(InputStream in, long all, long local) throws IOException {
    var symbol = new byte[size()];
    var fields = ByteBuffer.wrap(symbol).order(data.order());
    var buffered = new BufferedInputStream(in, BUFFER);
    long left = 0;
    long leftOfLocal = 0;
    boolean changes = false;
    for (long i = 0; i < all; i++) {
      buffered.readNBytes(symbol, 0, symbol.length);
      int section = section(fields, 0);
      boolean gone = isGone(section);
      left += gone ? 0 : 1;
      leftOfLocal += gone || i >= local ? 0 : 1;
      changes |= isIndex(section) && renumbering.after(section) != section;
    }
    return new Count(left, leftOfLocal, changes);
  }

  /**
   * Changes whole symbols.
   *
   * @return how many bytes are left
   */
  int change(byte[] symbols, int length) {
    var fields = ByteBuffer.wrap(symbols).order(data.order());
    int to = 0;
    for (int at = 0; at < length; at += size()) {
      int section = section(fields, at);
      if (!isGone(section)) {
        System.arraycopy(symbols, at, symbols, to, size());
        if (isIndex(section)) {
          fields.putShort(to + sectionAt(), (short) renumbering.after(section));
        }
        to += size();
      }
    }
    return to;
  }
}
