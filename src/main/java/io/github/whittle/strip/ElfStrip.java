package io.github.whittle.strip;

import io.github.whittle.config.Strip.Binaries;
import io.github.whittle.elf.ElfLayout;
import io.github.whittle.tree.Bytes;
import io.github.whittle.tree.Content;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.util.Optional;

/** Strips one ELF file. */
final class ElfStrip {
  /** What a file has that can be found by its debug data. */
  @FunctionalInterface
  interface DebugLink {
    /** What the section {@code .gnu_debuglink} is to hold; nothing where none is needed. */
    Optional<Bytes> of(ElfLayout layout) throws IOException;
  }

  private final Content content;
  private final ElfLayout layout;
  private final Anatomy anatomy;

  private ElfStrip(Content content, ElfLayout layout) {
    this.content = content;
    this.layout = layout;
    this.anatomy = Anatomy.of(layout);
  }

  /**
   * Never refuses a file: what is damaged stays as it is.
   *
   * @param link asked only if a debugger would miss what goes
   */
  static Outcome strip(String name, Content content, Binaries mode, DebugLink link)
      throws IOException {
    try {
      var layout = ElfLayout.read(name, content).orElseThrow();
      var hindrance = Hindrance.of(content, layout);
      return hindrance.isPresent()
          ? new Outcome.Same(hindrance.get())
          : new ElfStrip(content, layout).strip(mode, link);
    } catch (InvalidInputException e) {
      return new Outcome.Same(e.getMessage());
    }
  }

  private Outcome strip(Binaries mode, DebugLink link) throws IOException {
    var gone = SectionChoice.gone(anatomy, mode);
    var renumbering = Renumbering.of(layout.sections(), gone);
    var symbols = SymbolTables.of(content, anatomy, renumbering);
    if (symbols.isEmpty()) {
      return new Outcome.Same("its symbols refer to sections in a way that we do not follow");
    }
    boolean forDebuggers =
        gone.stream().mapToObj(layout.sections()::get).anyMatch(SectionChoice::isForDebuggers);
    var stripped =
        new ElfFileWriter(content, anatomy, gone, renumbering, symbols.get())
            .write(forDebuggers ? link.of(layout) : Optional.empty());
    return stripped.size() < content.size()
        ? new Outcome.Smaller(stripped)
        : new Outcome.Same("stripped already");
  }
}
