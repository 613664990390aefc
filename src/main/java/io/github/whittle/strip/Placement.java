package io.github.whittle.strip;

import io.github.whittle.elf.ElfLayout;
import io.github.whittle.elf.Section;
import io.github.whittle.strip.Anatomy.Gap;
import io.github.whittle.strip.Ranges.Range;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where the parts of a file come to lie without some of its sections, in the order that they had.
 *
 * <p>What is loaded stays at its offset, and what stays of the rest moves up behind it. Where
 * sections that go lie between parts that are loaded, as patchelf leaves files, the parts behind
 * them move up too, by whole pages, so that they are mapped to the same addresses as before; but
 * never the table of segments.
 */
final class Placement {
  private final Anatomy anatomy;
  private final ElfLayout layout;
  private final BitSet gone;
  private final Map<Integer, SymbolTables.Changed> symbols;

  private final List<Part> parts = new ArrayList<>();
  private long position;

  /** By the offset that a stretch of the file had, how far it moves. */
  private final TreeMap<Long, Long> shifts = new TreeMap<>(Map.of(Long.MIN_VALUE, 0L));

  /** By old index, with their new offsets. */
  private final TreeMap<Integer, Section> sections = new TreeMap<>();

  private Placement(Anatomy anatomy, BitSet gone, Map<Integer, SymbolTables.Changed> symbols) {
    this.anatomy = anatomy;
    this.layout = anatomy.layout();
    this.gone = gone;
    this.symbols = symbols;
  }

  /**
   * Places all that stays of the file.
   *
   * @param gone sections by index
   * @param symbols the tables that change, by index
   */
  static Placement of(Anatomy anatomy, BitSet gone, Map<Integer, SymbolTables.Changed> symbols) {
    var placement = new Placement(anatomy, gone, symbols);
    placement.placeAll();
    return placement;
  }

  /** One behind the other; the first is the header, as it was. */
  List<Part> parts() {
    return parts;
  }

  /** Those of the file, by the index that they had. */
  Map<Integer, Section> sections() {
    return sections;
  }

  /** The new offset of what is loaded. */
  long after(long offset) {
    return offset + shifts.floorEntry(offset).getValue();
  }

  /** Whether anything that is loaded moves. */
  boolean movesLoaded() {
    return shifts.values().stream().anyMatch(shift -> shift != 0);
  }

  /** Puts a part behind the others and gives its offset. */
  long append(long alignment, Part part) {
    if (alignment > 1) {
      append(new Part.Zeros(-position & (alignment - 1)));
    }
    long at = position;
    append(part);
    return at;
  }

  private void append(Part part) {
    if (part.size() > 0) {
      parts.add(part);
      position += part.size();
    }
  }

  private void placeAll() {
    var gaps = anatomy.gaps(Long.MAX_VALUE).iterator();
    var staying = staying();
    for (var range : anatomy.loaded().all()) {
      placeBetween(gaps.next(), staying);
      placeAsItIs(range);
    }
    placeOutside(gaps.next(), staying);
    IntStream.range(0, layout.sections().size())
        .filter(i -> !gone.get(i))
        .forEach(i -> sections.computeIfAbsent(i, this::inside));
  }

  /** By index, the sections outside of what is loaded, in the order of the file. */
  private Queue<Integer> staying() {
    var all = layout.sections();
    return IntStream.range(0, all.size())
        .filter(i -> !gone.get(i) && anatomy.isOutside(all.get(i)))
        .boxed()
        .sorted(Comparator.comparingLong(i -> all.get(i).offset()))
        .collect(Collectors.toCollection(ArrayDeque::new));
  }

  private void placeBetween(Gap gap, Queue<Integer> staying) {
    if (gap.parts().isEmpty()) {
      placeAsItIs(gap.range());
    } else {
      placeOutside(gap, staying);
      long left = gap.range().end() - position;
      append(new Part.Zeros(mayShrink(gap) ? left & (anatomy.page() - 1) : left));
    }
  }

  /**
   * Not before the table of segments: Linux before 5.18 and qemu take its address from its offset.
   */
  private boolean mayShrink(Gap gap) {
    return gap.range().start() >= anatomy.segmentTable().end();
  }

  private void placeOutside(Gap gap, Queue<Integer> staying) {
    var all = layout.sections();
    while (!staying.isEmpty() && all.get(staying.peek()).offset() < gap.range().end()) {
      int index = staying.remove();
      sections.put(index, placed(index, all.get(index)));
    }
  }

  /** In its pieces, so that the header and the table of segments can be replaced. */
  private void placeAsItIs(Range range) {
    shifts.put(range.start(), position - range.start());
    long at = range.start();
    for (var piece : List.of(anatomy.header(), anatomy.segmentTable())) {
      if (range.has(piece.start())) {
        append(new Part.Original(new Range(at, piece.start())));
        append(new Part.Original(piece));
        at = piece.end();
      }
    }
    append(new Part.Original(new Range(at, range.end())));
  }

  private Section placed(int index, Section section) {
    var changed = symbols.get(index);
    if (changed == null) {
      var part = new Part.Original(Anatomy.range(section));
      return section.withOffset(append(section.alignment(), part));
    }
    return section
        .withOffset(append(section.alignment(), changed.part()))
        .withSize(changed.part().size())
        .withReferences(section.link(), changed.local());
  }

  private Section inside(int index) {
    var section = layout.sections().get(index);
    return section.withOffset(after(section.offset()));
  }
}
