package io.github.whittle.elf;

import java.util.ArrayList;
import java.util.List;

/** Walks the tables of symbol versions: lists of lists, each entry with the way to the next. */
final class VersionReader {
  /** 4,096 versions and more; the C library has 40. */
  static final int MAX_SIZE = 1 << 16;

  /** A hostile file could have all entries of one list begin the same other list. */
  private static final int MAX_ENTRIES = 1 << 13;

  /** Bytes of a {@code Verdef}, the largest entry. */
  private static final int DEFINITION = 20;

  /** {@code VER_FLG_WEAK}. */
  private static final int WEAK = 2;

  private final ElfSource source;
  private final Fields fields;
  private final int size;
  private int entries;

  /**
   * @param table from its beginning to the end of its segment, or {@link #MAX_SIZE} bytes of it
   */
  VersionReader(ElfSource source, ElfHeader header, byte[] table) {
    this.source = source;
    this.fields = new Fields(header.elfClass(), header.data(), table);
    this.size = table.length;
  }

  /** A version as the table has it: names are offsets in the string table. */
  record Entry(long library, long version, boolean weak) {}

  /** Of {@code DT_VERNEED}: {@code Verneed}, each with a list of {@code Vernaux}. */
  List<Entry> needed() {
    var result = new ArrayList<Entry>();
    for (int need : list(0, 16, 12)) {
      for (int version : list(need + unsigned(need + 8), 16, 12)) {
        boolean weak = (fields.half(version + 4) & WEAK) != 0;
        result.add(new Entry(unsigned(need + 4), unsigned(version + 8), weak));
      }
    }
    return result;
  }

  /** Of {@code DT_VERDEF}: the first name of each; those behind are what it was made of. */
  List<Entry> defined() {
    var result = new ArrayList<Entry>();
    for (int definition : list(0, DEFINITION, 16)) {
      int name = checked(definition + unsigned(definition + 12), 8);
      result.add(new Entry(0, unsigned(name), false));
    }
    return result;
  }

  /**
   * Where the entries of a list begin. The steps are unsigned: a list never comes back.
   *
   * @param length of an entry
   * @param next where an entry has the step to the next, 0 at the end
   */
  private List<Integer> list(long first, int length, int next) {
    var places = new ArrayList<Integer>();
    int at = checked(first, length);
    places.add(at);
    for (long step = unsigned(at + next); step != 0; step = unsigned(at + next)) {
      at = checked(at + step, length);
      places.add(at);
    }
    return places;
  }

  private int checked(long at, int length) {
    if (at > size - length || ++entries > MAX_ENTRIES) {
      throw source.damaged("its table of symbol versions has no end");
    }
    return (int) at;
  }

  private long unsigned(int at) {
    return Integer.toUnsignedLong(fields.word(at));
  }
}
