package io.github.whittle.strip;

import io.github.whittle.elf.ElfLayout;
import io.github.whittle.elf.Section;
import io.github.whittle.elf.Segment;
import io.github.whittle.strip.Ranges.Range;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the parts of one file lie: what a loader reads, and the sections outside of that.
 *
 * @param layout of the file
 * @param loaded the header, the table of segments, and all segments
 */
record Anatomy(ElfLayout layout, Ranges loaded) {
  static Anatomy of(ElfLayout layout) {
    var header = layout.header();
    var loaded = new Ranges();
    loaded.add(Range.of(0, header.elfClass().headerSize()));
    loaded.add(
        Range.of(
            header.programHeaders(),
            (long) header.elfClass().programHeaderSize() * layout.segments().size()));
    segments(layout).forEach(s -> loaded.add(Range.of(s.offset(), s.fileSize())));
    return new Anatomy(layout, loaded);
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
