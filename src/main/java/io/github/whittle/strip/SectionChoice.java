package io.github.whittle.strip;

import io.github.whittle.config.Strip.Binaries;
import io.github.whittle.elf.Section;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Which sections go: as GNU strip chooses, and {@code .comment}. One that nobody knows stays: a
 * program may look for it in its own file.
 *
 * @see <a
 *     href="https://sourceware.org/git/?p=binutils-gdb.git;a=blob;f=bfd/elf.c;hb=binutils-2_40">bfd,
 *     by what names it knows debug data: _bfd_elf_make_section_from_shdr</a>
 */
final class SectionChoice {
  private static final List<String> DEBUG =
      List.of(
          ".debug",
          ".zdebug",
          ".gnu.debuglto_.debug_",
          ".gnu.linkonce.wi.",
          ".gnu_debugdata",
          ".gdb_index",
          ".stab",
          ".line");

  private final Anatomy anatomy;
  private final List<Section> sections;
  private final Binaries mode;
  private final BitSet gone = new BitSet();

  private SectionChoice(Anatomy anatomy, Binaries mode) {
    this.anatomy = anatomy;
    this.sections = anatomy.layout().sections();
    this.mode = mode;
  }

  /** By index in the file, those that go. */
  static BitSet gone(Anatomy anatomy, Binaries mode) {
    var choice = new SectionChoice(anatomy, mode);
    choice.choose();
    return choice.gone;
  }

  private void choose() {
    for (int i = 1; i < sections.size(); i++) {
      var section = sections.get(i);
      if (mayGo(section) && (isDebug(section) || mode == Binaries.ALL && isForLinkers(section))) {
        gone.set(i);
      }
    }
    chooseFollowers();
    chooseTexts();
  }

  private boolean mayGo(Section section) {
    return !section.has(Section.SHF_ALLOC) && (anatomy.isOutside(section) || !section.isInFile());
  }

  /** Whether a debugger would miss it. */
  static boolean isForDebuggers(Section section) {
    return section.type() == Section.SHT_SYMTAB || isDebug(section);
  }

  private static boolean isDebug(Section section) {
    return DEBUG.stream().anyMatch(section.name()::startsWith);
  }

  private static boolean isForLinkers(Section section) {
    return switch (section.type()) {
      case Section.SHT_SYMTAB,
          Section.SHT_SYMTAB_SHNDX,
          Section.SHT_REL,
          Section.SHT_RELA,
          Section.SHT_GROUP ->
          true;
      default -> section.name().equals(".comment");
    };
  }

  /** Relocations of what goes. */
  private void chooseFollowers() {
    for (int i = 1; i < sections.size(); i++) {
      var section = sections.get(i);
      boolean relocates = section.type() == Section.SHT_REL || section.type() == Section.SHT_RELA;
      if (relocates && mayGo(section) && section.info() > 0 && gone.get(section.info())) {
        gone.set(i);
      }
    }
  }

  /** Tables of texts that only what goes refers to, and the old table of the sections' names. */
  private void chooseTexts() {
    var stay = new BitSet();
    var referred = new ArrayList<Integer>();
    for (int i = 1; i < sections.size(); i++) {
      int link = sections.get(i).link();
      if (link > 0 && link < sections.size()) {
        stay.set(link, stay.get(link) || !gone.get(i));
        referred.add(link);
      }
    }
    referred.add(anatomy.layout().indexOfNames());
    for (int i : referred) {
      var section = sections.get(i);
      if (i > 0 && section.type() == Section.SHT_STRTAB && mayGo(section) && !stay.get(i)) {
        gone.set(i);
      }
    }
  }
}
