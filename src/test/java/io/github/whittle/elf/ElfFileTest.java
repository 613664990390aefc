package io.github.whittle.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.elf.Versions.Need;
import io.github.whittle.tree.Content;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ElfFileTest {
  static Stream<Arguments> layouts() {
    return Arrays.stream(ElfClass.values())
        .flatMap(c -> Arrays.stream(ElfData.values()).map(d -> Arguments.of(c, d)));
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void readsEveryClassAndByteOrder(ElfClass elfClass, ElfData data) throws IOException {
    var file =
        read(
            ElfBuilder.of(elfClass, data, 999)
                .interpreter("/lib/ld.so")
                .needs("libb.so.1", "liba.so.2")
                .name(14, "libme.so")
                .rpath("/one:/two")
                .runpath("$ORIGIN/../lib")
                .flags1(DynamicSection.DF_1_NODEFLIB)
                .needsVersions("libb.so.1", "B_1", "weak B_2")
                .needsVersions("liba.so.2", "A_1")
                .defines("libme.so", "ME_1")
                .bytes());

    assertThat(file.header())
        .extracting(ElfHeader::elfClass, ElfHeader::data, ElfHeader::machine, ElfHeader::type)
        .containsExactly(elfClass, data, 999, ElfHeader.ET_DYN);
    assertThat(file.header().entry()).isEqualTo(ElfBuilder.BASE);
    assertThat(file.segments()).hasSize(3);
    assertThat(file.interpreter()).contains("/lib/ld.so");
    assertThat(file.dynamic())
        .isEqualTo(
            new DynamicSection(
                List.of("libb.so.1", "liba.so.2"),
                Optional.of("libme.so"),
                Optional.of("/one:/two"),
                Optional.of("$ORIGIN/../lib"),
                DynamicSection.DF_1_NODEFLIB,
                new Versions(
                    List.of(
                        new Need("libb.so.1", "B_1", false),
                        new Need("libb.so.1", "B_2", true),
                        new Need("liba.so.2", "A_1", false)),
                    Set.of("libme.so", "ME_1")),
                file.dynamic().names()));
    assertThat(file.isStatic()).isFalse();
  }

  @Test
  void isNothingForOtherFiles() throws IOException {
    for (var text : new String[] {"", "\u007fEL", "#!/bin/sh\n", "hello, world"}) {
      assertThat(ElfFile.read("f", Content.of(text.getBytes(StandardCharsets.UTF_8)))).isEmpty();
    }
  }

  @Test
  void readsNamesThatEndEachOther() throws IOException {
    // "liba.so" at 1, and "a.so", ".so" and "" within it, in no order.
    var file =
        read(ElfBuilder.amd64().number(1, 5).name(1, "liba.so").number(1, 4).number(1, 8).bytes());
    assertThat(file.dynamic().needed()).containsExactly(".so", "liba.so", "a.so", "");
  }

  @Test
  void tellsProgramsFromLibraries() throws IOException {
    assertThat(read(ElfBuilder.amd64().type(ElfHeader.ET_EXEC).bytes()).isProgram()).isTrue();
    assertThat(read(ElfBuilder.amd64().bytes()).isProgram()).as("static PIE").isTrue();
    assertThat(read(ElfBuilder.amd64().interpreter("/ld").needs("libc").bytes()).isProgram())
        .as("PIE")
        .isTrue();
    assertThat(
            read(ElfBuilder.library("me").entry(ElfBuilder.BASE).flags1(0x08000000).bytes())
                .isProgram())
        .as("PIE with a name as a library")
        .isTrue();
    assertThat(read(ElfBuilder.library("libx.so").needs("libc").bytes()).isProgram())
        .as("library")
        .isFalse();
    assertThat(read(ElfBuilder.amd64().needs("libc").bytes()).isProgram())
        .as("library without a name, by an old linker that gave it an entry")
        .isFalse();
    assertThat(read(ElfBuilder.amd64().type(ElfHeader.ET_REL).bytes()).isProgram())
        .as("object file")
        .isFalse();
    assertThat(read(ElfBuilder.amd64().type(ElfHeader.ET_EXEC).entry(1).bytes()).isProgram())
        .as("debug data of a program: its code is elsewhere")
        .isFalse();
  }

  @Test
  void aLoaderIsALibraryThatTheKernelRuns() throws IOException {
    var loader = read(ElfBuilder.library("ld.so.2").entry(ElfBuilder.BASE).bytes());
    assertThat(loader.isProgram()).isFalse();
    assertThat(loader.isRunnable()).isTrue();
  }

  @Test
  void saysWhereAFileIsCutOff() {
    var bytes = ElfBuilder.amd64().interpreter("/ld").needs("libc.so.6").bytes();
    refuses(Arrays.copyOf(bytes, 10), "it ends at byte 10, before the end of its identification");
    refuses(Arrays.copyOf(bytes, 63), "before the end of its header (64 bytes at offset 0)");
    refuses(Arrays.copyOf(bytes, 100), "its program headers (168 bytes at offset 64)");
    refuses(Arrays.copyOf(bytes, bytes.length - 1), "before the end of a segment");
  }

  @Test
  void saysWhatContradictsItself() {
    refuses(with(bytes(), 4, 3), "its class is 3, not 1 or 2");
    refuses(with(bytes(), 4, 0xff), "its class is 255, not 1 or 2");
    refuses(with(bytes(), 5, 0), "its byte order is 0, not 1 or 2");
    refuses(with(bytes(), 54, 55), "its program headers are of 55 bytes, not 56");
    refuses(
        with(bytes(), 56, 0xff, 0xff),
        "its header leaves the number of its segments to section 0, which says 0");
    refuses(with(bytes(), 39, 0x80), "offset 9223372036854775872");
    refuses(
        ElfBuilder.amd64().number(1, 77).bytes(),
        "the names in its dynamic section lie outside its string table");
    var lost = ElfBuilder.amd64().needs("x").bytes();
    // DT_STRTAB is the last but two, of 16 bytes each.
    refuses(
        with(lost, lost.length - 40 + 4, 1),
        "its string table at address 0x1000100b0 is in no segment");
    refuses(ElfBuilder.amd64().interpreter("").bytes(), "its interpreter's path is empty");
    refuses(
        ElfBuilder.amd64().interpreter("/x".repeat(3000)).bytes(),
        "its interpreter's path is longer than 4,096 bytes");
  }

  @Test
  void boundsTheNames() {
    var bytes = ElfBuilder.amd64();
    bytes.name(1, "x".repeat(65536));
    for (int i = 2; i < 1000; i++) {
      bytes.number(1, i);
    }
    refuses(bytes.bytes(), "the names in its dynamic section are more than 1048576 bytes");
  }

  @Test
  void aWrongSizeOfTheStringTableIsNoHarm() throws IOException {
    assertThat(read(ElfBuilder.amd64().needs("libc").number(10, -1).bytes()).dynamic().needed())
        .containsExactly("libc");
  }

  private static byte[] bytes() {
    return ElfBuilder.amd64().interpreter("/ld").needs("libc.so.6").bytes();
  }

  private static byte[] with(byte[] bytes, int at, int... values) {
    var out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(at);
    for (int value : values) {
      out.put((byte) value);
    }
    return bytes;
  }

  private static ElfFile read(byte[] bytes) throws IOException {
    return ElfFile.read("f", Content.of(bytes)).orElseThrow();
  }

  private static void refuses(byte[] bytes, String reason) {
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("'f' is a damaged ELF file: ")
        .hasMessageContaining(reason);
  }
}
