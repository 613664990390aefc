package io.github.whittle.strip;

import io.github.whittle.elf.ElfHeader;
import io.github.whittle.elf.ElfLayout;
import io.github.whittle.elf.Section;
import io.github.whittle.elf.Segment;
import io.github.whittle.strip.Anatomy.Gap;
import io.github.whittle.strip.Ranges.Range;
import io.github.whittle.tree.Content;
import java.io.IOException;
import java.util.Optional;

/** Why a file is left as it is: for what it is, or for parts of it that we do not understand. */
final class Hindrance {
  /** What a linker may leave behind a part, all zeros; the largest page of a debug section. */
  private static final int MAX_PADDING = 4096;

  /** Of a machine, and so between segments. */
  private static final int LARGEST_PAGE = 1 << 16;

  private static final int MAX_ALIGNMENT = 4096;
  private static final int MAX_PAGE = 1 << 24;

  private static final String OVERLAP = "its parts overlap";

  private final Content content;
  private final ElfLayout layout;

  private Hindrance(Content content, ElfLayout layout) {
    this.content = content;
    this.layout = layout;
  }

  /** Nothing where the file can be stripped. */
  static Optional<String> of(Content content, ElfLayout layout) throws IOException {
    var hindrance = new Hindrance(content, layout);
    var kind = hindrance.kind();
    if (kind.isPresent()) {
      return kind;
    }
    return hindrance.isCutOff()
        ? Optional.of("a part of it lies behind its end")
        : hindrance.parts(Anatomy.of(layout));
  }

  private Optional<String> kind() {
    var sections = layout.sections();
    int type = layout.header().type();
    if (type == ElfHeader.ET_REL) {
      return Optional.of(
          sections.stream().anyMatch(s -> s.name().equals(".modinfo"))
              ? "a kernel module: it needs its symbols to be loaded"
              : "a relocatable object: it needs its symbols to be linked");
    }
    if (type != ElfHeader.ET_EXEC && type != ElfHeader.ET_DYN) {
      return Optional.of("neither a program nor a library");
    }
    if (sections.isEmpty()) {
      return Optional.of("it has no sections: packed, or stripped of them");
    }
    return Anatomy.segments(layout).isEmpty() || isOnlyDebugData()
        ? Optional.of("a file of debug data")
        : Optional.empty();
  }

  /** Code without its bytes, as in what {@code objcopy --only-keep-debug} makes. */
  private boolean isOnlyDebugData() {
    var code = layout.sections().stream().filter(s -> s.has(Section.SHF_EXECINSTR)).toList();
    return !code.isEmpty() && code.stream().noneMatch(Section::isInFile);
  }

  private boolean isCutOff() {
    long size = content.size();
    return Anatomy.segments(layout).stream()
            .anyMatch(s -> !Range.fits(s.offset(), s.fileSize(), size))
        || layout.sections().stream()
            .anyMatch(s -> s.isInFile() && !Range.fits(s.offset(), s.size(), size));
  }

  private Optional<String> parts(Anatomy anatomy) throws IOException {
    var header = layout.header();
    // Three fields of the header change.
    if (header.programHeaders() < header.elfClass().headerSize()) {
      return Optional.of(OVERLAP);
    }
    long at = 0;
    for (var part : anatomy.outside()) {
      if (anatomy.loaded().touch(part) || part.start() < at) {
        return Optional.of(OVERLAP);
      }
      at = part.end();
    }
    if (layout.sections().stream().anyMatch(s -> !isAligned(s) && anatomy.isOutside(s))) {
      return Optional.of("a section has an alignment of its own kind");
    }
    if (hasPartsBetween(anatomy) && !layout.segments().stream().allMatch(Hindrance::isAligned)) {
      return Optional.of("a segment has an alignment of its own kind");
    }
    return hasUnnamedBytes(anatomy)
        ? Optional.of("it holds bytes that no section names (a program with data behind it?)")
        : Optional.empty();
  }

  private static boolean hasPartsBetween(Anatomy anatomy) {
    long end = anatomy.loaded().end();
    return anatomy.outside().stream().anyMatch(part -> part.start() < end);
  }

  private static boolean isAligned(Segment segment) {
    long alignment = segment.alignment();
    return alignment >= 0 && alignment <= MAX_PAGE && Long.bitCount(alignment) <= 1;
  }

  private static boolean isAligned(Section section) {
    long alignment = section.alignment();
    return alignment >= 0 && alignment <= MAX_ALIGNMENT && Long.bitCount(alignment) <= 1;
  }

  /** Where something could go, and at the end; what else lies between is copied as it is. */
  private boolean hasUnnamedBytes(Anatomy anatomy) throws IOException {
    for (var gap : anatomy.gaps(content.size())) {
      boolean last = gap.range().end() == content.size();
      long padding = last ? MAX_PADDING : Math.max(LARGEST_PAGE, anatomy.page());
      if ((last || !gap.parts().isEmpty()) && hasUnnamedBytes(gap, padding)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasUnnamedBytes(Gap gap, long padding) throws IOException {
    long at = gap.range().start();
    for (var part : gap.parts()) {
      if (!isPadding(at, part.start(), padding)) {
        return true;
      }
      at = part.end();
    }
    return !isPadding(at, gap.range().end(), padding);
  }

  private boolean isPadding(long from, long to, long most) throws IOException {
    if (from == to || to - from > most) {
      return from == to;
    }
    try (var in = content.open()) {
      in.skipNBytes(from);
      for (byte b : in.readNBytes((int) (to - from))) {
        if (b != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
