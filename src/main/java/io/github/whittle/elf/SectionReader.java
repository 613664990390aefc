package io.github.whittle.elf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Reads the section headers of one file. Where the header's 16 bits are too few for a count or an
 * index, section 0 has it.
 */
final class SectionReader {
  /** {@code PN_XNUM}. */
  private static final int COUNT_ELSEWHERE = 0xffff;

  private static final String TABLE = "its section headers";
  private static final String NAMES = "the names of its sections";

  private final ElfSource source;
  private final ElfHeader header;

  SectionReader(ElfSource source, ElfHeader header) {
    this.source = source;
    this.header = header;
  }

  /** All, with section 0, which is none; an empty list for a file without. */
  List<Section> all() throws IOException {
    int count = count();
    if (count == 0) {
      return List.of();
    }
    int size = headerSize();
    var table = source.table(header, header.sectionHeaders(), count, size, TABLE);
    var names = names(table, count);
    var sections = new ArrayList<Section>(count);
    for (int i = 0; i < count; i++) {
      var fields = table.slice(i * size, size);
      sections.add(Section.read(fields, names.getOrDefault(nameAt(fields), "")));
    }
    return sections;
  }

  private static long nameAt(Fields header) {
    return Integer.toUnsignedLong(header.word(0));
  }

  private Map<Long, String> names(Fields table, int count) throws IOException {
    int index = indexOfNames();
    if (index == 0) {
      return Map.of();
    }
    if (index < 0 || index >= count) {
      throw source.damaged(
          "%s are in section %s of %s".formatted(NAMES, Integer.toUnsignedLong(index), count));
    }
    int size = header.elfClass().sectionHeaderSize();
    var holder = Section.read(table.slice(index * size, size), "");
    var places = new TreeSet<Long>();
    for (int i = 0; i < count; i++) {
      places.add(nameAt(table.slice(i * size, size)));
    }
    if (!holder.isInFile() || places.last() >= holder.size()) {
      throw source.damaged("a name of a section lies outside of " + NAMES);
    }
    return source.texts(holder.offset(), places, holder.size(), NAMES);
  }

  /** Index of the section that holds the names of all, 0 for none. */
  int indexOfNames() throws IOException {
    if (count() == 0) {
      return 0;
    }
    return header.sectionNames() == Section.INDEX_ELSEWHERE
        ? first().link()
        : header.sectionNames();
  }

  int countOfSegments() throws IOException {
    int count = header.programHeaderCount();
    return count == COUNT_ELSEWHERE ? countElsewhere() : count;
  }

  private int countElsewhere() throws IOException {
    long count = header.sectionHeaders() == 0 ? 0 : Integer.toUnsignedLong(first().info());
    if (count < COUNT_ELSEWHERE) {
      throw source.damaged(
          "its header leaves the number of its segments to section 0, which says " + count);
    }
    return checked(count, "segments");
  }

  private int count() throws IOException {
    if (header.sectionHeaders() == 0) {
      return 0;
    }
    return header.sectionHeaderCount() != 0
        ? header.sectionHeaderCount()
        : checked(first().size(), "sections");
  }

  private int checked(long count, String of) {
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw source.damaged("it has %s %s".formatted(Long.toUnsignedString(count), of));
    }
    return (int) count;
  }

  private Section first() throws IOException {
    return Section.read(source.table(header, header.sectionHeaders(), 1, headerSize(), TABLE), "");
  }

  private int headerSize() {
    int size = header.elfClass().sectionHeaderSize();
    if (header.sectionHeaderSize() != size) {
      throw source.damaged(
          "its section headers are of %s bytes, not %s"
              .formatted(header.sectionHeaderSize(), size));
    }
    return size;
  }
}
