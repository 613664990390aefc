package io.github.whittle.strip;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.config.Strip.Binaries;
import io.github.whittle.elf.Section;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Files that are left as they are, each with its reason. */
class HindranceTest {
  private final byte[] file = Fixture.bytes("amd64.so");
  private final ByteBuffer fields = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);

  private static void left(byte[] bytes, String reason) throws IOException {
    for (var mode : new Binaries[] {Binaries.ALL, Binaries.DEBUG}) {
      assertThat(Fixture.strip(bytes, mode)).isEqualTo(new Outcome.Same(reason));
    }
  }

  /** Where the header of a section is. */
  private int header(String name) throws IOException {
    var names = Fixture.names(file);
    return (int) fields.getLong(40) + names.indexOf(name) * 64;
  }

  @Test
  void anObject() throws IOException {
    fields.putShort(16, (short) 1);
    left(file, "a relocatable object: it needs its symbols to be linked");
  }

  @Test
  void aKernelModule() throws IOException {
    fields.putShort(16, (short) 1);
    var name = new String(file, java.nio.charset.StandardCharsets.ISO_8859_1);
    // The same length: a table of names is patched.
    System.arraycopy(".modinfo".getBytes(), 0, file, name.lastIndexOf(".comment"), 8);
    left(file, "a kernel module: it needs its symbols to be loaded");
  }

  @Test
  void aCoreDump() throws IOException {
    fields.putShort(16, (short) 4);
    left(file, "neither a program nor a library");
  }

  @Test
  void withoutSections() throws IOException {
    fields.putLong(40, 0);
    left(file, "it has no sections: packed, or stripped of them");
  }

  @Test
  void onlyDebugData() throws IOException {
    for (var name : Fixture.names(file)) {
      if (name.equals(".text") || name.equals(".plt") || name.equals(".plt.got")) {
        fields.putInt(header(name) + 4, Section.SHT_NOBITS);
      }
    }
    left(file, "a file of debug data");
  }

  @Test
  void dataBehindTheLastPart() throws IOException {
    left(
        concat(file, "PK\3\4 and so on".getBytes()),
        "it holds bytes that no section names (a program with data behind it?)");
    left(
        concat(file, new byte[5000]),
        "it holds bytes that no section names (a program with data behind it?)");
  }

  @Test
  void notPaddingBehindTheLastPart() throws IOException {
    assertThat(Fixture.stripped(concat(file, new byte[100]), Binaries.ALL))
        .isEqualTo(Fixture.stripped(file, Binaries.ALL));
  }

  @Test
  void dataBetweenTheParts() throws IOException {
    int table = (int) fields.getLong(40);
    var more =
        concat(
            concat(Arrays.copyOf(file, table), "data".repeat(16).getBytes()),
            Arrays.copyOfRange(file, table, file.length));
    ByteBuffer.wrap(more).order(ByteOrder.LITTLE_ENDIAN).putLong(40, table + 64);
    left(more, "it holds bytes that no section names (a program with data behind it?)");
  }

  @Test
  void partsThatOverlap() throws IOException {
    int at = header(".debug_str") + 24;
    fields.putLong(at, fields.getLong(at) - 1);
    left(file, "its parts overlap");
    fields.putLong(at, fields.getLong(header(".data") + 24) + 1);
    left(file, "its parts overlap");
  }

  @Test
  void aTableOfSegmentsInTheHeader() throws IOException {
    fields.putLong(32, 8).putShort(56, (short) (fields.getShort(56) + 1));
    left(file, "its parts overlap");
  }

  @Test
  void aSectionBehindTheEnd() throws IOException {
    fields.putLong(header(".debug_str") + 32, Long.MAX_VALUE);
    left(file, "a part of it lies behind its end");
    fields.putLong(header(".debug_str") + 32, -1);
    left(file, "a part of it lies behind its end");
  }

  @Test
  void damaged() throws IOException {
    left(
        Arrays.copyOf(file, file.length - 1),
        "'f' is a damaged ELF file: it ends at byte %d, before the end of its section headers (%d bytes at offset %d)"
            .formatted(file.length - 1, Fixture.names(file).size() * 64, fields.getLong(40)));
  }

  @Test
  void anAlignmentThatIsNone() throws IOException {
    fields.putLong(header(".debug_str") + 48, 3);
    left(file, "a section has an alignment of its own kind");
  }

  @Test
  void symbolsOfAnotherSize() throws IOException {
    fields.putLong(header(".symtab") + 56, 25);
    assertThat(Fixture.strip(file, Binaries.DEBUG))
        .isEqualTo(
            new Outcome.Same("its symbols refer to sections in a way that we do not follow"));
    assertThat(Fixture.strip(file, Binaries.ALL)).isInstanceOf(Outcome.Smaller.class);
  }

  /** One that a program may look for in its own file. */
  @Test
  void butASectionThatNobodyKnowsStays() throws IOException {
    var at =
        IntStream.range(0, file.length - 9)
            .filter(
                i ->
                    new String(file, i, 9, java.nio.charset.StandardCharsets.ISO_8859_1)
                        .equals(".comment\0"))
            .max()
            .orElseThrow();
    file[at + 1] = 'X';
    assertThat(Fixture.names(Fixture.stripped(file, Binaries.ALL))).contains(".Xomment");
    assertThat(Fixture.section(Fixture.stripped(file, Binaries.ALL), ".Xomment"))
        .startsWith("GCC: ".getBytes());
  }

  private static byte[] concat(byte[] a, byte[] b) {
    var both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
