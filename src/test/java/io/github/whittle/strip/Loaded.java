package io.github.whittle.strip;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.elf.ElfLayout;
import io.github.whittle.elf.Segment;
import io.github.whittle.strip.Ranges.Range;
import io.github.whittle.tree.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file as a loader reads it.
 *
 * @param bytes of the file, without the header and the table of segments
 */
record Loaded(ElfLayout layout, ByteBuffer bytes) {
  static Loaded of(byte[] file) throws IOException {
    return of(Content.of(file), ByteBuffer.wrap(file.clone()));
  }

  static Loaded of(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      // Changes of a private map stay here.
      return of(Content.of(file), channel.map(MapMode.PRIVATE, 0, channel.size()));
    }
  }

  private static Loaded of(Content content, ByteBuffer bytes) throws IOException {
    var layout = ElfLayout.read("f", content).orElseThrow();
    var anatomy = Anatomy.of(layout);
    bytes.put((int) anatomy.header().start(), new byte[(int) anatomy.header().size()]);
    bytes.put((int) anatomy.segmentTable().start(), new byte[(int) anatomy.segmentTable().size()]);
    return new Loaded(layout, bytes);
  }

  /** Fails unless a loader finds the same in {@code after}, at the same addresses. */
  void assertSameIn(Loaded after) {
    long page = Anatomy.of(layout).page();
    assertThat(after.layout.segments()).hasSameSizeAs(layout.segments());
    for (int i = 0; i < layout.segments().size(); i++) {
      var old = layout.segments().get(i);
      var segment = after.layout.segments().get(i);
      assertThat(segment).isEqualTo(at(old, segment.offset()));
      assertThat((old.offset() - segment.offset()) % page).isZero();
      if (old.type() != Segment.PT_NULL) {
        assertThat(bytes(old).equals(after.bytes(segment))).as("bytes of %s", old).isTrue();
      }
    }
  }

  private ByteBuffer bytes(Segment segment) {
    var range = Range.of(segment.offset(), segment.fileSize());
    return range.size() == 0
        ? ByteBuffer.allocate(0)
        : bytes.slice((int) range.start(), (int) range.size());
  }

  private static Segment at(Segment s, long offset) {
    return new Segment(
        s.type(), s.flags(), offset, s.address(), s.fileSize(), s.memorySize(), s.alignment());
  }
}
