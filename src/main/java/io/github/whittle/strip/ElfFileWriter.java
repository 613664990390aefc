package io.github.whittle.strip;

import io.github.whittle.elf.ElfHeader;
import io.github.whittle.elf.ElfLayout;
import io.github.whittle.elf.Section;
import io.github.whittle.strip.Ranges.Range;
import io.github.whittle.tree.Bytes;
import io.github.whittle.tree.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lays a file out anew without some of its sections: what stays as {@link Placement} gives it, then
 * our own sections and the new table, and the header that tells of it.
 */
final class ElfFileWriter {
  private static final String NAMES = ".shstrtab";

  private final Content original;
  private final ElfLayout layout;
  private final Anatomy anatomy;
  private final Renumbering renumbering;
  private final Placement placement;
  private final List<Section> added = new ArrayList<>();

  ElfFileWriter(
      Content original,
      Anatomy anatomy,
      BitSet gone,
      Renumbering renumbering,
      Map<Integer, SymbolTables.Changed> symbols) {
    this.original = original;
    this.layout = anatomy.layout();
    this.anatomy = anatomy;
    this.renumbering = renumbering;
    this.placement = Placement.of(anatomy, gone, symbols);
  }

  /**
   * @param debugLink what the section {@code .gnu_debuglink} holds that is added
   */
  Content write(Optional<Bytes> debugLink) throws IOException {
    debugLink.ifPresent(link -> add(".gnu_debuglink", Section.SHT_PROGBITS, 4, link.toArray()));
    var names = names();
    add(NAMES, Section.SHT_STRTAB, 1, names.bytes());
    var sections = renumbered();
    long table =
        placement.append(
            layout.header().elfClass().bits() / 8, Part.Own.of(table(sections, names)));
    replace(anatomy.header(), header(table, sections.size()));
    if (placement.movesLoaded()) {
      replace(anatomy.segmentTable(), segmentTable());
    }
    return new StrippedContent(original, placement.parts());
  }

  private void replace(Range range, byte[] bytes) {
    Collections.replaceAll(placement.parts(), new Part.Original(range), Part.Own.of(bytes));
  }

  private void add(String name, int type, long alignment, byte[] bytes) {
    long at = placement.append(alignment, Part.Own.of(bytes));
    added.add(new Section(name, type, 0, 0, at, bytes.length, 0, 0, alignment, 0));
  }

  private NameTable names() {
    var names = new ArrayList<>(List.of(NAMES));
    placement.sections().values().forEach(section -> names.add(section.name()));
    added.forEach(section -> names.add(section.name()));
    return NameTable.of(names);
  }

  private List<Section> renumbered() {
    var sections = new ArrayList<>(Collections.nCopies(renumbering.count(), Section.EMPTY));
    placement
        .sections()
        .forEach((index, section) -> sections.set(renumbering.after(index), renumbered(section)));
    sections.addAll(added);
    int count = sections.size();
    sections.set(
        0,
        sections
            .get(0)
            .withSize(count < Section.LOW_RESERVED ? 0 : count)
            .withReferences(
                count - 1 < Section.LOW_RESERVED ? 0 : count - 1, layout.sections().get(0).info()));
    return sections;
  }

  private Section renumbered(Section section) {
    return section.withReferences(
        renumbering.after(section.link()),
        section.refersByInfo() ? renumbering.after(section.info()) : section.info());
  }

  private byte[] table(List<Section> sections, NameTable names) {
    var elfClass = layout.header().elfClass();
    var out = buffer(sections.size() * elfClass.sectionHeaderSize());
    sections.forEach(s -> s.write(elfClass, names.places().get(s.name()), out));
    return out.array();
  }

  private byte[] header(long table, int count) throws IOException {
    var elfClass = layout.header().elfClass();
    var out = bytes(anatomy.header());
    boolean wide = elfClass.bits() == 64;
    elfClass.write(table, out.position(wide ? 40 : 32));
    out.position(wide ? 58 : 46);
    out.putShort((short) elfClass.sectionHeaderSize());
    out.putShort((short) (count < Section.LOW_RESERVED ? count : 0));
    out.putShort((short) (count - 1 < Section.LOW_RESERVED ? count - 1 : Section.INDEX_ELSEWHERE));
    return out.array();
  }

  /** With new offsets in the file; all else is as it was. */
  private byte[] segmentTable() throws IOException {
    var elfClass = layout.header().elfClass();
    var out = bytes(anatomy.segmentTable());
    int at = elfClass.bits() == 64 ? 8 : 4;
    for (var segment : layout.segments()) {
      elfClass.write(placement.after(segment.offset()), out.position(at));
      at += elfClass.programHeaderSize();
    }
    return out.array();
  }

  private ByteBuffer bytes(Range range) throws IOException {
    var out = buffer((int) range.size());
    try (var in = original.open()) {
      in.skipNBytes(range.start());
      in.readNBytes(out.array(), 0, out.capacity());
    }
    return out;
  }

  private ByteBuffer buffer(int size) {
    ElfHeader header = layout.header();
    return ByteBuffer.allocate(size).order(header.data().order());
  }
}
