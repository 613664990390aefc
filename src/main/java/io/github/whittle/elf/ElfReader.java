package io.github.whittle.elf;

import io.github.whittle.tree.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads ELF headers, segments and the dynamic section, the latter by addresses as a loader does:
 * the section table may be stripped. On request reads that too.
 */
final class ElfReader {
  private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};

  /** {@code EI_NIDENT}. */
  private static final int IDENT_SIZE = 16;

  /** Linux' PATH_MAX; the kernel runs no file with a longer interpreter. */
  private static final int MAX_INTERPRETER = 4096;

  private static final String INTERPRETER = "its interpreter's path";

  private final ElfSource source;

  private ElfReader(ElfSource source) {
    this.source = source;
  }

  static boolean isElf(byte[] start) {
    return start.length >= MAGIC.length
        && Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  static Optional<ElfFile> read(String name, Content content) throws IOException {
    var source = ElfSource.of(name, content);
    return isElf(source.first(MAGIC.length))
        ? Optional.of(new ElfReader(source).file())
        : Optional.empty();
  }

  static Optional<ElfLayout> layout(String name, Content content) throws IOException {
    var source = ElfSource.of(name, content);
    return isElf(source.first(MAGIC.length))
        ? Optional.of(new ElfReader(source).layout())
        : Optional.empty();
  }

  private ElfLayout layout() throws IOException {
    var header = header();
    var sections = new SectionReader(source, header);
    return new ElfLayout(
        header, segments(header, sections), sections.all(), sections.indexOfNames());
  }

  static Optional<ElfHeader> readHeader(String name, Content content) throws IOException {
    var source = ElfSource.of(name, content);
    return isElf(source.first(MAGIC.length))
        ? Optional.of(new ElfReader(source).header())
        : Optional.empty();
  }

  private ElfFile file() throws IOException {
    var header = header();
    var segments = segments(header, new SectionReader(source, header));
    var dynamic = first(segments, Segment.PT_DYNAMIC);
    return new ElfFile(
        header,
        segments,
        interpreter(segments),
        dynamic.isPresent()
            ? DynamicReader.read(source, header, segments, dynamic.get())
            : DynamicSection.NONE);
  }

  private ElfHeader header() throws IOException {
    var ident = source.read(0, IDENT_SIZE, "its identification");
    var elfClass =
        Arrays.stream(ElfClass.values())
            .filter(c -> c.code() == ident[4])
            .findFirst()
            .orElseThrow(
                () ->
                    source.damaged(
                        "its class is %s, not 1 or 2".formatted(Byte.toUnsignedInt(ident[4]))));
    var data =
        Arrays.stream(ElfData.values())
            .filter(d -> d.code() == ident[5])
            .findFirst()
            .orElseThrow(
                () ->
                    source.damaged(
                        "its byte order is %s, not 1 or 2"
                            .formatted(Byte.toUnsignedInt(ident[5]))));
    var bytes = source.read(0, elfClass.headerSize(), "its header");
    return ElfHeader.read(elfClass, data, Byte.toUnsignedInt(ident[7]), bytes);
  }

  private List<Segment> segments(ElfHeader header, SectionReader sections) throws IOException {
    int count = sections.countOfSegments();
    if (count == 0) {
      return List.of();
    }
    int size = header.elfClass().programHeaderSize();
    if (header.programHeaderSize() != size) {
      throw source.damaged(
          "its program headers are of %s bytes, not %s"
              .formatted(header.programHeaderSize(), size));
    }
    var table = source.table(header, header.programHeaders(), count, size, "its program headers");
    var segments = new ArrayList<Segment>(count);
    for (int i = 0; i < count; i++) {
      segments.add(Segment.read(table.slice(i * size, size)));
    }
    checkLoaded(header, segments);
    return segments;
  }

  /** Finds files that were cut off: a core dump may be, and an object file is not loaded. */
  private void checkLoaded(ElfHeader header, List<Segment> segments) {
    if (header.type() == ElfHeader.ET_EXEC || header.type() == ElfHeader.ET_DYN) {
      segments.stream()
          .filter(s -> s.type() == Segment.PT_LOAD)
          .forEach(s -> source.checkInside(s.offset(), s.fileSize(), "a segment"));
    }
  }

  private Optional<String> interpreter(List<Segment> segments) throws IOException {
    var segment = first(segments, Segment.PT_INTERP);
    if (segment.isEmpty()) {
      return Optional.empty();
    }
    long size = segment.get().fileSize();
    if (size < 0 || size > MAX_INTERPRETER) {
      throw source.damaged(INTERPRETER + " is longer than 4,096 bytes");
    }
    long offset = segment.get().offset();
    var path = source.texts(offset, new TreeSet<>(List.of(0L)), size, INTERPRETER).get(0L);
    if (path.isEmpty()) {
      throw source.damaged(INTERPRETER + " is empty");
    }
    return Optional.of(path);
  }

  /** Of a file of debug data, such a segment is there, but nothing of it. */
  private static Optional<Segment> first(List<Segment> segments, int type) {
    return segments.stream().filter(s -> s.type() == type && s.fileSize() != 0).findFirst();
  }
}
