package io.github.whittle.strip;

import io.github.whittle.elf.ElfLayout;
import io.github.whittle.elf.Section;
import io.github.whittle.tree.Content;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What becomes of the tables of symbols that stay when other sections go. */
final class SymbolTables {
  private final Content content;
  private final Anatomy anatomy;
  private final ElfLayout layout;
  private final Renumbering renumbering;
  private final Symbols symbols;
  private final Map<Integer, Changed> changed = new HashMap<>();

  /**
   * @param local how many of its symbols are local
   */
  record Changed(Part.Table part, int local) {}

  private SymbolTables(Content content, Anatomy anatomy, Renumbering renumbering) {
    this.content = content;
    this.anatomy = anatomy;
    this.layout = anatomy.layout();
    this.renumbering = renumbering;
    this.symbols = new Symbols(layout.header().elfClass(), layout.header().data(), renumbering);
  }

  /**
   * The tables that change, by the index of their section in the original; nothing where one cannot
   * be changed.
   */
  static Optional<Map<Integer, Changed>> of(
      Content content, Anatomy anatomy, Renumbering renumbering) throws IOException {
    var tables = new SymbolTables(content, anatomy, renumbering);
    return tables.readAll() ? Optional.of(tables.changed) : Optional.empty();
  }

  private boolean readAll() throws IOException {
    for (int i = 1; i < layout.sections().size(); i++) {
      if (!renumbering.isGone(i) && !read(i, layout.sections().get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the section is no table, or one that can be changed. */
  private boolean read(int index, Section section) throws IOException {
    return switch (section.type()) {
      case Section.SHT_SYMTAB -> count(index, section);
      case Section.SHT_SYMTAB_SHNDX -> renumbering.isNone();
      default -> true;
    };
  }

  private boolean count(int index, Section section) throws IOException {
    if (!anatomy.isOutside(section) || section.offset() < anatomy.loaded().end()) {
      return renumbering.isNone(); // What lies at or between loaded parts keeps its bytes.
    }
    if (section.size() % symbols.size() != 0 || section.entrySize() != symbols.size()) {
      return false;
    }
    long all = section.size() / symbols.size();
    try (var in = content.open()) {
      in.skipNBytes(section.offset());
      var count = symbols.count(in, all, Integer.toUnsignedLong(section.info()));
      if (count.changes()) {
        long size = count.left() * symbols.size();
        var part = new Part.Table(Anatomy.range(section), symbols, size);
        changed.put(index, new Changed(part, (int) count.leftOfLocal()));
      }
      return count.left() == all || isUncounted(index);
    }
  }

  /** Whether no other section, of relocations for example, counts its symbols. */
  private boolean isUncounted(int index) {
    return IntStream.range(1, layout.sections().size())
        .noneMatch(i -> !renumbering.isGone(i) && layout.sections().get(i).link() == index);
  }
}
