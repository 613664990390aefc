package io.github.whittle.elf;

import io.github.whittle.tree.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Looks for one note among those that are loaded.
 *
 * @see <a href="https://gabi.xinuos.com/elf/07-pheader.html#note-sections">ELF gABI, notes</a>
 */
final class BuildId {
  private static final int NT_GNU_BUILD_ID = 3;
  private static final byte[] GNU = "GNU\0".getBytes(StandardCharsets.US_ASCII);

  /** Sizes of name and descriptor, and type. */
  private static final int HEADER = 12;

  /** Linkers write 16 or 20 bytes; a user may give others. */
  private static final int MAX_SIZE = 64;

  private static final String NOTE = "a note";

  private BuildId() {}

  static Optional<Bytes> read(ElfSource source, ElfLayout layout) throws IOException {
    for (var segment : layout.segments()) {
      if (segment.type() == Segment.PT_NOTE) {
        var found = read(source, layout.header(), segment);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Bytes> read(ElfSource source, ElfHeader header, Segment segment)
      throws IOException {
    source.checkInside(segment.offset(), segment.fileSize(), NOTE);
    long align = segment.alignment() == 8 ? 8 : 4;
    long end = segment.offset() + segment.fileSize();
    long at = segment.offset();
    // Whoever writes more notes than this has no build id behind them.
    for (int notes = 0; notes < 64 && at <= end - HEADER; notes++) {
      var note = source.table(header, at, 1, HEADER, NOTE);
      long nameSize = Integer.toUnsignedLong(note.word(0));
      long size = Integer.toUnsignedLong(note.word(4));
      long descriptor = at + aligned(HEADER + nameSize, align);
      if (note.word(8) == NT_GNU_BUILD_ID
          && nameSize == GNU.length
          && size <= MAX_SIZE
          && size > 1) {
        if (Arrays.equals(source.read(at + HEADER, GNU.length, NOTE), GNU)) {
          return Optional.of(Bytes.of(source.read(descriptor, (int) size, NOTE)));
        }
      }
      at = descriptor + aligned(size, align);
    }
    return Optional.empty();
  }

  private static long aligned(long number, long align) {
    return (number + align - 1) / align * align;
  }
}
