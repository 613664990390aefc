package io.github.whittle.strip;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.config.Strip.Binaries;
import io.github.whittle.elf.ElfLayout;
import io.github.whittle.elf.Section;
import io.github.whittle.elf.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Libraries of many machines, beside what each machine's own GNU strip made of them. */
class ElfStripTest {
  static Stream<String> fixtures() {
    return Fixture.NAMES.stream();
  }

  /** Without the one in which sections between those that are loaded go. */
  static Stream<String> usual() {
    return fixtures().filter(name -> !name.endsWith("-relocations"));
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void nothingThatIsLoadedChanges(String name) throws IOException {
    var before = Fixture.bytes(name + ".so");
    for (var mode : List.of(Binaries.ALL, Binaries.DEBUG)) {
      if (mode == Binaries.DEBUG && name.endsWith("-relocations")) {
        continue; // Left as it is: below.
      }
      var after = Fixture.stripped(before, mode);
      var layout = Fixture.layout(before);
      assertThat(Fixture.layout(after).segments()).isEqualTo(layout.segments());
      for (var segment : layout.segments()) {
        assertThat(segment(after, segment)).isEqualTo(segment(before, segment));
      }
      assertThat(withoutSectionFields(Fixture.layout(after)))
          .isEqualTo(withoutSectionFields(layout));
    }
  }

  /** Without the header, whose three fields about sections change. */
  private static byte[] segment(byte[] bytes, Segment segment) {
    int header = 64;
    int from = (int) Math.max(segment.offset(), header);
    int to = (int) Math.max(segment.offset() + segment.fileSize(), header);
    return Arrays.copyOfRange(bytes, from, to);
  }

  private static List<Object> withoutSectionFields(ElfLayout layout) {
    var header = layout.header();
    return List.of(
        header.elfClass(),
        header.data(),
        header.osAbi(),
        header.type(),
        header.machine(),
        header.entry(),
        header.programHeaders(),
        header.programHeaderCount());
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void ofSectionsThoseOfGnuStripAreThereButTheComment(String name) throws IOException {
    var expected = Fixture.bytes(name + ".stripped");
    var found = Fixture.stripped(Fixture.bytes(name + ".so"), Binaries.ALL);
    var names = new HashSet<>(Fixture.names(expected));
    names.remove(".comment");
    assertThat(new HashSet<>(Fixture.names(found))).isEqualTo(names);
    // An empty header stays where one between others goes.
    long empty = Fixture.names(found).stream().filter(String::isEmpty).count() - 1;
    assertThat(found.length).isLessThanOrEqualTo(expected.length + (int) empty * 64);
    assertThat(empty).isEqualTo(name.equals("amd64-relocations") ? 4 : 0);
    for (var section : Fixture.layout(found).sections()) {
      if (!section.name().equals(".shstrtab")) {
        assertThat(Fixture.section(found, section))
            .as(section.name())
            .isEqualTo(Fixture.section(expected, section.name()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("usual")
  void headersOfWhatIsLoadedAreGnuStrips(String name) throws IOException {
    var expected = Fixture.layout(Fixture.bytes(name + ".stripped"));
    var found = Fixture.layout(Fixture.stripped(Fixture.bytes(name + ".so"), Binaries.ALL));
    assertThat(loaded(found)).isEqualTo(loaded(expected)).hasSizeGreaterThan(8);
  }

  private static List<Section> loaded(ElfLayout layout) {
    return layout.sections().stream().filter(s -> s.has(Section.SHF_ALLOC)).toList();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void whatIsStrippedCannotBeStrippedAgain(String name) throws IOException {
    var once = Fixture.stripped(Fixture.bytes(name + ".so"), Binaries.ALL);
    for (var mode : List.of(Binaries.ALL, Binaries.DEBUG)) {
      assertThat(Fixture.strip(once, mode)).isEqualTo(new Outcome.Same("stripped already"));
    }
  }

  @ParameterizedTest
  @MethodSource("usual")
  void withoutDebugDataTheSymbolsAreThere(String name) throws IOException {
    var before = Fixture.bytes(name + ".so");
    var after = Fixture.stripped(before, Binaries.DEBUG);
    assertThat(Fixture.names(after))
        .contains(".symtab", ".strtab", ".comment")
        .noneMatch(section -> section.contains("debug"));
    assertThat(Fixture.section(after, ".strtab")).isEqualTo(Fixture.section(before, ".strtab"));
    assertThat(symbols(after)).isNotEmpty().isSubsetOf(symbols(before));
    assertThat(symbols(after))
        .filteredOn(symbol -> symbol.name != 0)
        .hasSameSizeAs(symbols(before).stream().filter(symbol -> symbol.name != 0).toList());
  }

  /**
   * @param section its name, or a number that means something
   */
  private record Symbol(int name, long value, String section) {}

  private static List<Symbol> symbols(byte[] file) throws IOException {
    var layout = Fixture.layout(file);
    var wide = layout.header().elfClass().bits() == 64;
    var table =
        ByteBuffer.wrap(Fixture.section(file, ".symtab")).order(layout.header().data().order());
    return Stream.iterate(0, at -> at < table.capacity(), at -> at + (wide ? 24 : 16))
        .map(
            at -> {
              int section = Short.toUnsignedInt(table.getShort(at + (wide ? 6 : 14)));
              return new Symbol(
                  table.getInt(at),
                  wide ? table.getLong(at + 8) : table.getInt(at + 4),
                  section < 0xff00
                      ? layout.sections().get(section).name()
                      : Integer.toString(section));
            })
        .toList();
  }

  @Test
  void compressedDebugDataGoesToo() throws IOException {
    var before = Fixture.bytes("amd64-compressed.so");
    assertThat(Fixture.layout(before).sections())
        .anyMatch(s -> s.has(Section.SHF_COMPRESSED) && s.name().equals(".debug_info"));
    assertThat(Fixture.names(Fixture.stripped(before, Binaries.DEBUG)))
        .noneMatch(section -> section.contains("debug"));
  }

  @Test
  void relocationsOfDebugDataGoWithIt() throws IOException {
    var before = Fixture.bytes("amd64-relocations.so");
    assertThat(Fixture.names(before)).contains(".rela.debug_info", ".rela.text");
    assertThat(Fixture.names(Fixture.stripped(before, Binaries.ALL)))
        .doesNotContain(".rela.debug_info", ".rela.text")
        .contains(".rela.dyn");
  }

  @Test
  void symbolsThatRelocationsCountStay() throws IOException {
    assertThat(Fixture.strip(Fixture.bytes("amd64-relocations.so"), Binaries.DEBUG))
        .isEqualTo(
            new Outcome.Same("its symbols refer to sections in a way that we do not follow"));
  }

  /** The dynamic symbols are loaded, and hold indices of sections. */
  @Test
  void sectionsThatAreLoadedKeepTheirIndices() throws IOException {
    var before = Fixture.layout(Fixture.bytes("amd64-relocations.so")).sections();
    var stripped = Fixture.stripped(Fixture.bytes("amd64-relocations.so"), Binaries.ALL);
    var after = Fixture.layout(stripped).sections();
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i).has(Section.SHF_ALLOC)) {
        assertThat(after.get(i)).isEqualTo(before.get(i));
      }
    }
  }
}
