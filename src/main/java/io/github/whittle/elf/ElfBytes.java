package io.github.whittle.elf;

import io.github.whittle.tree.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Parts of an ELF file by their names or addresses.
 *
 * @param name of the file, for messages
 */
public record ElfBytes(String name, Content content, ElfLayout layout) {

  /**
   * Nothing for a file that is not ELF.
   *
   * @throws io.github.whittle.user.InvalidInputException for an ELF file that is cut off or
   *     contradicts itself
   */
  public static Optional<ElfBytes> of(String name, Content content) throws IOException {
    return ElfLayout.read(name, content).map(layout -> new ElfBytes(name, content, layout));
  }

  /**
   * A section, in the byte order of the file; nothing where none has the name.
   *
   * @param most bytes that it may have: a larger one counts as none
   */
  public Optional<ByteBuffer> section(String section, int most) throws IOException {
    for (var found : layout.sections()) {
      boolean fits = Long.compareUnsigned(found.size(), most) <= 0;
      if (found.name().equals(section) && found.isInFile() && fits) {
        return Optional.of(read(found.offset(), (int) found.size(), "the section " + section));
      }
    }
    return Optional.empty();
  }

  /** What stands at an address when the file is loaded; nothing where no segment has all of it. */
  public Optional<ByteBuffer> memory(long address, int length) throws IOException {
    for (var segment : layout.segments()) {
      long from = address - segment.address();
      if (segment.type() == Segment.PT_LOAD && from >= 0 && from <= segment.fileSize() - length) {
        return Optional.of(read(segment.offset() + from, length, "a segment"));
      }
    }
    return Optional.empty();
  }

  private ByteBuffer read(long offset, int length, String what) throws IOException {
    var bytes = ElfSource.of(name, content).read(offset, length, what);
    return ByteBuffer.wrap(bytes).order(layout.header().data().order());
  }
}
