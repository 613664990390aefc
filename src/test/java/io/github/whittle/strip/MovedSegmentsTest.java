package io.github.whittle.strip;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.config.Strip.Binaries;
import io.github.whittle.elf.ElfLayout;
import io.github.whittle.elf.Section;
import io.github.whittle.elf.Segment;
import io.github.whittle.tree.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Files as patchelf leaves them: a segment of its own behind symbols, debug data and the table. */
class MovedSegmentsTest {
  private static final byte[] NAMES =
      "\0.text\0.own\0.debug_x\0.dynstr\0.shstrtab\0".getBytes(StandardCharsets.US_ASCII);
  private static final int TEXT = 0x1000;
  private static final int OWN = 0x1100;
  private static final int DEBUG = 0x1200;
  private static final int STRINGS = 0x6000;
  private static final int TABLE = 0x6100;
  private static final int LAST = 0x8000;
  private static final int SIZE = 0x8123;
  private static final int SECTION_HEADER = 64;

  /**
   * @param page the alignment of the segments
   * @param unnamed a byte between the parts that no section holds
   */
  private static byte[] program(long page, int unnamed) {
    var bytes = new byte[SIZE];
    new Random(1).nextBytes(bytes);
    Arrays.fill(bytes, 0, TEXT, (byte) 0);
    Arrays.fill(bytes, TABLE, LAST, (byte) 0);
    var out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
    out.putShort((short) 3).putShort((short) 62).putInt(1).putLong(TEXT).putLong(64);
    out.putLong(TABLE).putInt(0).putShort((short) 64).putShort((short) 56).putShort((short) 2);
    out.putShort((short) SECTION_HEADER).putShort((short) 6).putShort((short) 5);
    segment(out, 0, 0, OWN, page);
    segment(out, LAST, 0x20_0000, SIZE - LAST, page);
    out.position(STRINGS);
    out.put(NAMES).position(TABLE + SECTION_HEADER);
    section(out, 1, Section.SHT_PROGBITS, Section.SHF_ALLOC, TEXT, TEXT, OWN - TEXT);
    section(out, 7, Section.SHT_PROGBITS, 0, 0, OWN, DEBUG - OWN);
    section(out, 12, Section.SHT_PROGBITS, 0, 0, DEBUG, STRINGS - DEBUG);
    section(out, 21, Section.SHT_STRTAB, Section.SHF_ALLOC, 0x20_0000, LAST, SIZE - LAST);
    section(out, 29, Section.SHT_STRTAB, 0, 0, STRINGS, TABLE - STRINGS);
    out.put(LAST - 1, (byte) unnamed);
    return bytes;
  }

  private static void segment(ByteBuffer out, long offset, long address, long size, long page) {
    out.putInt(Segment.PT_LOAD).putInt(Segment.PF_X).putLong(offset).putLong(address);
    out.putLong(address).putLong(size).putLong(size).putLong(page);
  }

  private static void section(
      ByteBuffer out, int name, int type, long flags, long address, long offset, long size) {
    out.putInt(name).putInt(type).putLong(flags).putLong(address).putLong(offset).putLong(size);
    out.putInt(0).putInt(0).putLong(1).putLong(0);
  }

  private static Outcome strip(byte[] bytes) throws IOException {
    return ElfStrip.strip("x", Content.of(bytes), Binaries.ALL, layout -> Optional.empty());
  }

  private static byte[] stripped(byte[] bytes) throws IOException {
    try (var in = ((Outcome.Smaller) strip(bytes)).content().open()) {
      return in.readAllBytes();
    }
  }

  private static byte[] bytes(byte[] file, Section section) {
    int from = (int) section.offset();
    return Arrays.copyOfRange(file, from, from + (int) section.size());
  }

  private static Section section(ElfLayout layout, String name) {
    return layout.sections().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void whatIsBehindWhatGoesMovesByWholePages() throws IOException {
    var before = program(0x1000, 0);
    var after = stripped(before);
    Loaded.of(before).assertSameIn(Loaded.of(after));
    var old = Fixture.layout(before);
    var layout = Fixture.layout(after);
    assertThat(layout.segments().get(0)).isEqualTo(old.segments().get(0));
    assertThat(layout.segments().get(1))
        .isEqualTo(
            new Segment(
                Segment.PT_LOAD, Segment.PF_X, 0x2000, 0x20_0000, SIZE - LAST, SIZE - LAST, 4096));
    for (var name : new String[] {".text", ".own", ".dynstr"}) {
      assertThat(bytes(after, section(layout, name)))
          .as(name)
          .isEqualTo(bytes(before, section(old, name)));
    }
    assertThat(section(layout, ".dynstr").offset()).isEqualTo(0x2000);
    assertThat(layout.sections()).noneMatch(s -> s.name().startsWith(".debug"));
    assertThat(after).hasSizeLessThan(SIZE - 0x5000);
    assertThat(strip(after)).isEqualTo(new Outcome.Same("stripped already"));
  }

  @Test
  void pagesOfTheFileDecide() throws IOException {
    var after = stripped(program(0x4000, 0));
    assertThat(Fixture.layout(after).segments().get(1).offset()).isEqualTo(0x4000);
    assertThat(strip(program(0x1_0000, 0))).isEqualTo(new Outcome.Same("stripped already"));
  }

  /** Linux before 5.18 and qemu take the address of the table from its offset. */
  @Test
  void nothingBeforeTheTableOfSegmentsMoves() throws IOException {
    var before = program(0x1000, 0);
    System.arraycopy(before, 64, before, LAST, 2 * 56);
    ByteBuffer.wrap(before).order(ByteOrder.LITTLE_ENDIAN).putLong(32, LAST);
    assertThat(strip(before)).isEqualTo(new Outcome.Same("stripped already"));
  }

  @Test
  void bytesThatNobodyNamesAreNotMoved() throws IOException {
    assertThat(strip(program(0x1000, 1)))
        .isEqualTo(
            new Outcome.Same(
                "it holds bytes that no section names (a program with data behind it?)"));
    assertThat(strip(program(1L << 40, 0)))
        .isEqualTo(new Outcome.Same("a segment has an alignment of its own kind"));
  }
}
