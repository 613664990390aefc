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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Lays a file out anew without some of its sections.
 *
 * <p>What is loaded stays at its offset, byte for byte, but for three fields of the header that
 * tell of sections. What stays of the rest moves up behind it; then come our own sections and the
 * new table.
 */
final class ElfFileWriter {
  private static final String NAMES = ".shstrtab";

  private final Content original;
  private final Anatomy anatomy;
  private final ElfLayout layout;
  private final BitSet gone;
  private final Renumbering renumbering;
  private final Map<Integer, SymbolTables.Changed> symbols;

  private final List<Part> parts = new ArrayList<>();
  private long position;

  /** By new index, with their new offsets. */
  private final TreeMap<Integer, Section> kept = new TreeMap<>();

  private final List<Section> added = new ArrayList<>();

  ElfFileWriter(
      Content original,
      Anatomy anatomy,
      BitSet gone,
      Renumbering renumbering,
      Map<Integer, SymbolTables.Changed> symbols) {
    this.original = original;
    this.anatomy = anatomy;
    this.layout = anatomy.layout();
    this.gone = gone;
    this.renumbering = renumbering;
    this.symbols = symbols;
  }

  /**
   * @param debugLink what the section {@code .gnu_debuglink} holds that is added
   */
  Content write(Optional<Bytes> debugLink) throws IOException {
    placeLoaded();
    placeRest();
    debugLink.ifPresent(link -> add(".gnu_debuglink", Section.SHT_PROGBITS, 4, link.toArray()));
    placeTable();
    return new StrippedContent(original, parts);
  }

  private void append(Part part) {
    if (part.size() > 0) {
      parts.add(part);
      position += part.size();
    }
  }

  private void align(long alignment) {
    if (alignment > 1) {
      append(new Part.Zeros(-position & (alignment - 1)));
    }
  }

  /** Everything up to the end of what is loaded, with zeros where something between it goes. */
  private void placeLoaded() {
    append(new Part.Zeros(layout.header().elfClass().headerSize())); // Until all is known.
    for (var hole : holes()) {
      append(new Part.Original(new Range(position, hole.start())));
      append(new Part.Zeros(hole.size()));
    }
    append(new Part.Original(new Range(position, anatomy.loaded().end())));
  }

  /** What lies between that is loaded, and goes: the rest of it must not move. */
  private List<Range> holes() {
    var holes = new ArrayList<Range>();
    gone.stream()
        .mapToObj(layout.sections()::get)
        .filter(Section::isInFile)
        .map(Anatomy::range)
        .forEach(holes::add);
    if (!anatomy.loaded().contain(anatomy.sectionTable())) {
      holes.add(anatomy.sectionTable());
    }
    return holes.stream().filter(r -> r.start() < anatomy.loaded().end()).sorted().toList();
  }

  private void placeRest() {
    var sections = layout.sections();
    IntStream.range(0, sections.size())
        .filter(i -> !gone.get(i))
        .boxed()
        .sorted(Comparator.comparingLong(i -> sections.get(i).offset()))
        .forEach(i -> kept.put(renumbering.after(i), placed(i, sections.get(i))));
  }

  private Section placed(int index, Section section) {
    if (!section.isInFile() || section.offset() < anatomy.loaded().end()) {
      return section;
    }
    align(section.alignment());
    long at = position;
    var changed = symbols.get(index);
    if (changed == null) {
      append(new Part.Original(Anatomy.range(section)));
      return section.withOffset(at);
    }
    append(changed.part());
    return section
        .withOffset(at)
        .withSize(changed.part().size())
        .withReferences(section.link(), changed.local());
  }

  private void add(String name, int type, long alignment, byte[] bytes) {
    align(alignment);
    added.add(new Section(name, type, 0, 0, position, bytes.length, 0, 0, alignment, 0));
    append(Part.Own.of(bytes));
  }

  private void placeTable() throws IOException {
    var names = names();
    add(NAMES, Section.SHT_STRTAB, 1, names.bytes());
    align(layout.header().elfClass().bits() / 8);
    long table = position;
    var sections = renumbered();
    var header = layout.header();
    var out = buffer(sections.size() * header.elfClass().sectionHeaderSize());
    sections.forEach(s -> s.write(header.elfClass(), names.places().get(s.name()), out));
    append(Part.Own.of(out.array()));
    parts.set(0, header(table, sections.size()));
  }

  private NameTable names() {
    var names = new ArrayList<>(List.of(NAMES));
    kept.values().forEach(section -> names.add(section.name()));
    added.forEach(section -> names.add(section.name()));
    return NameTable.of(names);
  }

  private List<Section> renumbered() {
    var sections = new ArrayList<>(Collections.nCopies(renumbering.count(), Section.EMPTY));
    kept.forEach((index, section) -> sections.set(index, renumbered(section)));
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

  private Part header(long table, int count) throws IOException {
    var elfClass = layout.header().elfClass();
    var out = buffer(elfClass.headerSize());
    try (var in = original.open()) {
      in.readNBytes(out.array(), 0, out.capacity());
    }
    boolean wide = elfClass.bits() == 64;
    elfClass.write(table, out.position(wide ? 40 : 32));
    out.position(wide ? 58 : 46);
    out.putShort((short) elfClass.sectionHeaderSize());
    out.putShort((short) (count < Section.LOW_RESERVED ? count : 0));
    out.putShort((short) (count - 1 < Section.LOW_RESERVED ? count - 1 : Section.INDEX_ELSEWHERE));
    return Part.Own.of(out.array());
  }

  private ByteBuffer buffer(int size) {
    ElfHeader header = layout.header();
    return ByteBuffer.allocate(size).order(header.data().order());
  }
}
