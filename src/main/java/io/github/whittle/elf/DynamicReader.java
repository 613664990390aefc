package io.github.whittle.elf;

import static java.util.stream.Collectors.toSet;

import io.github.whittle.elf.DynamicSection.NameTable;
import io.github.whittle.elf.Versions.Need;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads the dynamic section of one file. */
final class DynamicReader {
  private static final long DT_NULL = 0;
  private static final long DT_NEEDED = 1;
  private static final long DT_STRTAB = 5;
  private static final long DT_STRSZ = 10;
  private static final long DT_SONAME = 14;
  private static final long DT_RPATH = 15;
  private static final long DT_RUNPATH = 29;
  private static final long DT_FLAGS_1 = 0x6fff_fffbL;
  private static final long DT_VERDEF = 0x6fff_fffcL;
  private static final long DT_VERNEED = 0x6fff_fffeL;

  /** 65,536 entries of 16 bytes; real files have about 30. */
  private static final int MAX_SIZE = 1 << 20;

  private static final String NAMES = "the names in its dynamic section";

  private final ElfSource source;
  private final ElfHeader header;
  private final List<Segment> segments;
  private final List<Entry> entries;

  /**
   * @param value a number, an address, or an offset in the string table; unsigned
   */
  private record Entry(long tag, long value) {}

  private DynamicReader(
      ElfSource source, ElfHeader header, List<Segment> segments, List<Entry> entries) {
    this.source = source;
    this.header = header;
    this.segments = segments;
    this.entries = entries;
  }

  static DynamicSection read(
      ElfSource source, ElfHeader header, List<Segment> segments, Segment segment)
      throws IOException {
    if (segment.fileSize() < 0 || segment.fileSize() > MAX_SIZE) {
      throw source.damaged("its dynamic section is larger than %s bytes".formatted(MAX_SIZE));
    }
    var bytes = source.read(segment.offset(), (int) segment.fileSize(), "its dynamic section");
    return new DynamicReader(source, header, segments, entries(header, bytes)).section();
  }

  private static List<Entry> entries(ElfHeader header, byte[] bytes) {
    var table = new Fields(header.elfClass(), header.data(), bytes);
    int size = header.elfClass().dynamicEntrySize();
    var entries = new ArrayList<Entry>();
    for (int at = 0; at + size <= bytes.length; at += size) {
      var fields = table.slice(at, size);
      var entry = new Entry(fields.wide(0, 0), fields.wide(4, 8));
      if (entry.tag() == DT_NULL) {
        break;
      }
      entries.add(entry);
    }
    return entries;
  }

  private DynamicSection section() throws IOException {
    var needed = versions(DT_VERNEED).map(VersionReader::needed).orElse(List.of());
    var defined = versions(DT_VERDEF).map(VersionReader::defined).orElse(List.of());
    var names = names(needed, defined);
    return new DynamicSection(
        entries.stream().filter(e -> e.tag() == DT_NEEDED).map(e -> names.get(e.value())).toList(),
        value(DT_SONAME).map(names::get),
        value(DT_RPATH).map(names::get),
        value(DT_RUNPATH).map(names::get),
        value(DT_FLAGS_1).orElse(0L),
        new Versions(
            needed.stream()
                .map(v -> new Need(names.get(v.library()), names.get(v.version()), v.weak()))
                .toList(),
            defined.stream().map(v -> names.get(v.version())).collect(toSet())),
        nameTable());
  }

  private Optional<VersionReader> versions(long tag) throws IOException {
    var address = value(tag);
    if (address.isEmpty()) {
      return Optional.empty();
    }
    var table = part(address.get(), "its table of symbol versions");
    int size = (int) Math.min(table.size(), VersionReader.MAX_SIZE);
    var bytes = source.read(table.offset(), size, "its table of symbol versions");
    return Optional.of(new VersionReader(source, header, bytes));
  }

  /** By offset in the string table. */
  private Map<Long, String> names(
      List<VersionReader.Entry> needed, List<VersionReader.Entry> defined) throws IOException {
    var offsets = new TreeSet<Long>();
    for (var entry : entries) {
      if (isName(entry.tag())) {
        offsets.add(entry.value());
      }
    }
    needed.forEach(v -> offsets.addAll(List.of(v.library(), v.version())));
    defined.forEach(v -> offsets.add(v.version()));
    if (offsets.isEmpty()) {
      return Map.of();
    }
    var table = stringTable();
    if (offsets.first() < 0 || offsets.last() >= table.size()) {
      throw source.damaged(NAMES + " lie outside its string table");
    }
    return source.texts(table.offset(), offsets, table.size(), NAMES);
  }

  private static boolean isName(long tag) {
    return tag == DT_NEEDED || tag == DT_SONAME || tag == DT_RPATH || tag == DT_RUNPATH;
  }

  /** The last one counts, as for glibc's loader. */
  private Optional<Long> value(long tag) {
    return entries.stream().filter(e -> e.tag() == tag).map(Entry::value).reduce((a, b) -> b);
  }

  /**
   * A part of the file that is in memory.
   *
   * @param offset in the file
   * @param size to the end of its segment
   */
  private record Part(long offset, long size) {}

  private NameTable nameTable() {
    if (value(DT_STRTAB).isEmpty()) {
      return NameTable.EMPTY;
    }
    var table = stringTable();
    return new NameTable(table.offset(), table.size());
  }

  private Part stringTable() {
    long address = value(DT_STRTAB).orElseThrow(() -> source.damaged("it names no string table"));
    var part = part(address, "its string table");
    long size = value(DT_STRSZ).filter(s -> s >= 0 && s <= part.size()).orElse(part.size());
    return new Part(part.offset(), size);
  }

  private Part part(long address, String what) {
    var segment =
        segments.stream()
            .filter(s -> s.type() == Segment.PT_LOAD && s.holds(address))
            .findFirst()
            .orElseThrow(
                () ->
                    source.damaged("%s at address %#x is in no segment".formatted(what, address)));
    long within = address - segment.address();
    return new Part(segment.offset() + within, segment.fileSize() - within);
  }
}
