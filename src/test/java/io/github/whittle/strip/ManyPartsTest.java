package io.github.whittle.strip;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.config.Strip.Binaries;
import io.github.whittle.elf.Section;
import io.github.whittle.elf.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** More sections and segments than 16 bits of the header can count: section 0 counts them. */
class ManyPartsTest {
  private static final int MANY = 65_300;
  private static final byte[] NAMES =
      "\0.own\0.debug_x\0.shstrtab\0".getBytes(StandardCharsets.US_ASCII);
  private static final int OWN = 1;
  private static final int DEBUG = 6;
  private static final int SHSTRTAB = 15;
  private static final int HEADER = 64;
  private static final int PROGRAM_HEADER = 56;
  private static final int SECTION_HEADER = 64;

  /**
   * A 64-bit program; behind its segments a byte for each section, their names and their table.
   *
   * @param segments the last of which is loaded
   * @param own how many sections a program may look for in its own file
   * @param debug how many have debug data
   */
  private static byte[] program(int segments, int own, int debug) {
    int bytes = HEADER + segments * PROGRAM_HEADER;
    int names = bytes + own + debug;
    int table = (names + NAMES.length + 7) & ~7;
    int count = own + debug + 2;
    var out = ByteBuffer.allocate(table + count * SECTION_HEADER).order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
    out.putShort((short) 2).putShort((short) 62).putInt(1).putLong(0).putLong(HEADER);
    out.putLong(table).putInt(0).putShort((short) HEADER).putShort((short) PROGRAM_HEADER);
    out.putShort((short) Math.min(segments, 0xffff)).putShort((short) SECTION_HEADER);
    out.putShort((short) 0).putShort((short) Section.INDEX_ELSEWHERE);
    out.position(bytes - PROGRAM_HEADER);
    out.putInt(Segment.PT_LOAD).putInt(Segment.PF_X).putLong(0).putLong(0x1000).putLong(0x1000);
    out.putLong(bytes).putLong(bytes).putLong(0x1000);
    Arrays.fill(out.array(), bytes, names, (byte) 'b');
    out.position(names).put(NAMES).position(table);
    section(out, 0, Section.SHT_NULL, 0, count, count - 1, segments);
    for (int i = 0; i < own + debug; i++) {
      section(out, i < own ? OWN : DEBUG, Section.SHT_PROGBITS, bytes + i, 1, 0, 0);
    }
    section(out, SHSTRTAB, Section.SHT_STRTAB, names, NAMES.length, 0, 0);
    return out.array();
  }

  private static void section(
      ByteBuffer out, int name, int type, long offset, long size, int link, int info) {
    out.putInt(name).putInt(type).putLong(0).putLong(0).putLong(offset).putLong(size);
    out.putInt(link).putInt(info).putLong(1).putLong(0);
  }

  private static int half(byte[] file, int at) {
    return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getShort(at) & 0xffff;
  }

  @Test
  void readsThem() throws IOException {
    var layout = Fixture.layout(program(0x1_0001, MANY, 1));
    assertThat(layout.segments()).hasSize(0x1_0001);
    assertThat(layout.segments().get(0x1_0000).type()).isEqualTo(Segment.PT_LOAD);
    assertThat(layout.sections()).hasSize(MANY + 3);
    assertThat(layout.indexOfNames()).isEqualTo(MANY + 2);
    assertThat(layout.sections().get(MANY + 2).name()).isEqualTo(".shstrtab");
  }

  @Test
  void whatStaysIsCountedInSectionZeroToo() throws IOException {
    var before = program(0x1_0001, MANY, 1000);
    var after = Fixture.stripped(before, Binaries.ALL);
    assertThat(half(after, 60)).isZero();
    assertThat(half(after, 62)).isEqualTo(Section.INDEX_ELSEWHERE);
    var layout = Fixture.layout(after);
    assertThat(layout.segments()).isEqualTo(Fixture.layout(before).segments());
    assertThat(layout.sections()).hasSize(MANY + 2);
    assertThat(layout.indexOfNames()).isEqualTo(MANY + 1);
    assertThat(layout.sections().subList(1, MANY + 1))
        .allMatch(s -> s.name().equals(".own") && Fixture.section(after, s)[0] == 'b');
  }

  @Test
  void whereFewStayTheHeaderCountsThemAgain() throws IOException {
    var after = Fixture.stripped(program(1, 2, MANY), Binaries.DEBUG);
    assertThat(half(after, 60)).isEqualTo(4);
    assertThat(half(after, 62)).isEqualTo(3);
    var first = Fixture.layout(after).sections().get(0);
    assertThat(first.size()).isZero();
    assertThat(first.link()).isZero();
    assertThat(Fixture.names(after)).containsExactly("", ".own", ".own", ".shstrtab");
  }
}
