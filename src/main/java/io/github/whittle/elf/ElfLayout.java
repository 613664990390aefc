package io.github.whittle.elf;

import io.github.whittle.tree.Bytes;
import io.github.whittle.tree.Content;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Of what parts an ELF file is made.
 *
 * @param segments in the order of the file
 * @param sections by index, with section 0, which is none; empty for a file without
 * @param indexOfNames the section that holds the names of all; 0 for none
 */
public record ElfLayout(
    ElfHeader header, List<Segment> segments, List<Section> sections, int indexOfNames) {
  public ElfLayout {
    segments = List.copyOf(segments);
    sections = List.copyOf(sections);
  }

  /**
   * Reads headers and names; nothing for a file that is not ELF.
   *
   * @param name of the file, for messages
   * @throws io.github.whittle.user.InvalidInputException for an ELF file that is cut off or
   *     contradicts itself
   */
  public static Optional<ElfLayout> read(String name, Content content) throws IOException {
    return ElfReader.layout(name, content);
  }

  /**
   * What GNU linkers number a program by, so that its debug data is found: in a note that is
   * loaded.
   *
   * @param content that this is the layout of
   */
  public Optional<Bytes> buildId(String name, Content content) throws IOException {
    return BuildId.read(ElfSource.of(name, content), this);
  }
}
