package io.github.whittle.elf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.elf.FileFormat.Data;
import io.github.whittle.elf.FileFormat.Foreign;
import io.github.whittle.elf.FileFormat.Script;
import io.github.whittle.tree.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileFormatTest {
  @Test
  void readsTheFirstLineOfAScriptAsTheKernelDoes() throws IOException {
    assertThat(script("#!/bin/sh\necho")).isEqualTo(new Script("/bin/sh", Optional.empty()));
    assertThat(script("#!/bin/sh")).isEqualTo(new Script("/bin/sh", Optional.empty()));
    assertThat(script("#! \t/bin/sh \t \n")).isEqualTo(new Script("/bin/sh", Optional.empty()));
    assertThat(script("#!/usr/bin/env  -S a  b \n"))
        .isEqualTo(new Script("/usr/bin/env", Optional.of("-S a  b")));
    assertThat(script("#!/bin/sh\r\n")).isEqualTo(new Script("/bin/sh\r", Optional.empty()));
    assertThat(script("#!/bin/a\0b\n")).isEqualTo(new Script("/bin/a", Optional.empty()));
    assertThat(script("#!python\n")).isEqualTo(new Script("python", Optional.empty()));
  }

  @Test
  void cutsTheFirstLineAt256Bytes() throws IOException {
    var path = "/" + "p".repeat(253);
    assertThat(script("#!" + path.substring(1) + "\n").interpreter()).hasSize(253);
    assertThat(format("#!" + path + "\n")).as("the kernel sees no end").isEqualTo(new Data());
    assertThat(script("#!" + path).interpreter()).as("the file ends there").isEqualTo(path);
    assertThat(script("#!/a " + "x".repeat(300)).argument().orElseThrow()).hasSize(251);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "#", "#!", "#!\n/bin/sh", "#! \t\n", " #!/bin/sh", "MZ", "hello"})
  void otherTextIsData(String text) throws IOException {
    assertThat(format(text)).isEqualTo(new Data());
    assertThat(format(text).isRunnable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "feedface00000007", "feedfacf01000007", "cefaedfe07000000", "cffaedfe07000001",
        "cafebabe00000002", "cafebabf00000002", "bebafeca02000000", "bfbafeca02000000"
      })
  void knowsProgramsForMacOs(String hex) throws IOException {
    var format = FileFormat.of("f", Content.of(HexFormat.of().parseHex(hex)));
    assertThat(format).isEqualTo(Foreign.MACH_O);
    assertThat(format.isProgram()).isFalse();
  }

  @Test
  void aJavaClassIsNoMacProgram() throws IOException {
    var bytes = HexFormat.of().parseHex("cafebabe00000034");
    assertThat(FileFormat.of("f", Content.of(bytes))).isEqualTo(new Data());
    try (var in = getClass().getResourceAsStream("FileFormatTest.class")) {
      assertThat(FileFormat.of("f", Content.of(in.readAllBytes()))).isEqualTo(new Data());
    }
  }

  @Test
  void knowsProgramsForWindows() throws IOException {
    var bytes = Arrays.copyOf("MZ".getBytes(StandardCharsets.US_ASCII), 200);
    assertThat(FileFormat.of("f", Content.of(bytes))).isEqualTo(new Data());
    bytes[60] = (byte) 128;
    bytes[128] = 'P';
    bytes[129] = 'E';
    assertThat(FileFormat.of("f", Content.of(bytes))).isEqualTo(Foreign.PE);
    bytes[63] = (byte) 0xff;
    assertThat(FileFormat.of("f", Content.of(bytes))).isEqualTo(new Data());
  }

  @Test
  void anElfFileMayBeForAnotherSystem() throws IOException {
    assertThat(FileFormat.of("f", ElfBuilder.amd64().osAbi(9).content()))
        .isEqualTo(Foreign.FREEBSD);
    assertThat(FileFormat.of("f", ElfBuilder.amd64().osAbi(3).content()))
        .isInstanceOf(FileFormat.Elf.class);
  }

  @Test
  void aDamagedElfFileIsAFormatOfItsOwn() throws IOException {
    var bytes = Arrays.copyOf(ElfBuilder.amd64().bytes(), 30);
    assertThat(FileFormat.of("/bin/x", Content.of(bytes)))
        .isEqualTo(
            new FileFormat.DamagedElf(
                "'/bin/x' is a damaged ELF file: it ends at byte 30, before the end of its header"
                    + " (64 bytes at offset 0)"));
  }

  private static Script script(String text) throws IOException {
    return (Script) format(text);
  }

  private static FileFormat format(String text) throws IOException {
    return FileFormat.of("f", Content.of(text.getBytes(StandardCharsets.UTF_8)));
  }
}
