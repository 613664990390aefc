package io.github.whittle.strip;

import io.github.whittle.elf.ElfLayout;
import io.github.whittle.elf.Section;
import io.github.whittle.elf.Segment;
import io.github.whittle.strip.Ranges.Range;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Where the parts of one file lie: what a loader reads, and the sections outside of that.
 *
 * @param layout of the file
 * @param loaded the header, the table of segments, and all segments
 */
record Anatomy(ElfLayout layout, Ranges loaded) {
  /** The least, and what most machines have. */
  private static final long PAGE = 4096;

  /**
   * A stretch that no loader reads.
   *
   * @param parts sections and the table of sections in it, sorted
   */
  record Gap(Range range, List<Range> parts) {
    private static Gap of(long start, long end, Queue<Range> all) {
      var parts = new ArrayList<Range>();
      while (!all.isEmpty() && all.peek().start() < end) {
        parts.add(all.remove());
      }
      return new Gap(new Range(start, end), parts);
    }
  }

  static Anatomy of(ElfLayout layout) {
    var anatomy = new Anatomy(layout, new Ranges());
    anatomy.loaded.add(anatomy.header());
    anatomy.loaded.add(anatomy.segmentTable());
    segments(layout).forEach(s -> anatomy.loaded.add(Range.of(s.offset(), s.fileSize())));
    return anatomy;
  }

  Range header() {
    return Range.of(0, layout.header().elfClass().headerSize());
  }

  Range segmentTable() {
    return Range.of(
        layout.header().programHeaders(),
        (long) layout.header().elfClass().programHeaderSize() * layout.segments().size());
  }

  /**
   * Of each segment, offset and address are equal but for multiples of it.
   *
   * @return a power of two, if all alignments are such
   */
  long page() {
    return Long.highestOneBit(
        layout.segments().stream().mapToLong(Segment::alignment).reduce(PAGE, (a, b) -> a | b));
  }

  /** One before each range that is loaded, mostly an empty one, and one behind the last. */
  List<Gap> gaps(long size) {
    var parts = new ArrayDeque<>(outside());
    var gaps = new ArrayList<Gap>();
    long at = 0;
    for (var range : loaded.all()) {
      gaps.add(Gap.of(at, range.start(), parts));
      at = range.end();
    }
    gaps.add(Gap.of(at, size, parts));
    return gaps;
  }

  /** Those that have bytes in the file. */
  static List<Segment> segments(ElfLayout layout) {
    return layout.segments().stream()
        .filter(s -> s.type() != Segment.PT_NULL && s.fileSize() != 0)
        .toList();
  }

  static Range range(Section section) {
    return Range.of(section.offset(), section.size());
  }

  /** Whether a section has bytes that no loader reads. */
  boolean isOutside(Section section) {
    return section.isInFile() && !loaded.contain(range(section));
  }

  Range sectionTable() {
    return Range.of(
        layout.header().sectionHeaders(),
        (long) layout.header().elfClass().sectionHeaderSize() * layout.sections().size());
  }

  /** Everything outside of what is loaded, sorted. */
  List<Range> outside() {
    var ranges = new ArrayList<Range>();
    layout.sections().stream().filter(this::isOutside).map(Anatomy::range).forEach(ranges::add);
    if (!loaded.contain(sectionTable())) {
      ranges.add(sectionTable());
    }
    return ranges.stream().sorted().toList();
  }
}
