package io.github.whittle.elf;

import io.github.whittle.tree.Content;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What the kernel and the dynamic loader see of an ELF file.
 *
 * @param segments in the order of the file
 * @param interpreter path of the dynamic loader, {@code PT_INTERP}
 * @param dynamic without anything in it for a file that has no {@code PT_DYNAMIC}
 */
public record ElfFile(
    ElfHeader header,
    List<Segment> segments,
    Optional<String> interpreter,
    DynamicSection dynamic) {
  public ElfFile {
    segments = List.copyOf(segments);
  }

  /**
   * Reads the few parts of a file that this record holds; nothing for a file that is not ELF.
   *
   * @param name of the file, for messages
   * @throws InvalidInputException for an ELF file that is cut off or contradicts itself
   */
  public static Optional<ElfFile> read(String name, Content content) throws IOException {
    return ElfReader.read(name, content);
  }

  /**
   * Only the beginning of a file, which says for what machine it is; nothing for a file that is not
   * ELF.
   *
   * @throws InvalidInputException for an ELF file that is cut off or contradicts itself there
   */
  public static Optional<ElfHeader> header(String name, Content content) throws IOException {
    return ElfReader.readHeader(name, content);
  }

  /** Neither a dynamic loader nor a library is needed. */
  public boolean isStatic() {
    return interpreter.isEmpty() && dynamic.needed().isEmpty();
  }

  /**
   * Whether the file is there to be run, not to be loaded by others.
   *
   * <p>A file of the type of shared libraries is a program when it says so, or when it has no name
   * as a library and either a loader or no need of one.
   */
  public boolean isProgram() {
    if (!isRunnable()) {
      return false;
    }
    return header.type() == ElfHeader.ET_EXEC
        || dynamic.has(DynamicSection.DF_1_PIE)
        || dynamic.soname().isEmpty() && (interpreter.isPresent() || isStatic());
  }

  /**
   * Whether the kernel could start the file, as it does a program and also a dynamic loader: it
   * begins at an instruction that is in the file (not so in one of debug data), and nobody has to
   * load libraries for it without being named.
   */
  public boolean isRunnable() {
    return switch (header.type()) {
      case ElfHeader.ET_EXEC -> entersCode();
      case ElfHeader.ET_DYN -> entersCode() && (interpreter.isPresent() || isStatic());
      default -> false;
    };
  }

  private boolean entersCode() {
    return header.entry() != 0
        && segments.stream()
            .filter(s -> s.type() == Segment.PT_LOAD && (s.flags() & Segment.PF_X) != 0)
            .anyMatch(s -> s.holds(header.entry()));
  }
}
