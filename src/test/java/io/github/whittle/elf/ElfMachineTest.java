package io.github.whittle.elf;

import static io.github.whittle.elf.ElfClass.ELF32;
import static io.github.whittle.elf.ElfClass.ELF64;
import static io.github.whittle.elf.ElfData.LSB;
import static io.github.whittle.elf.ElfData.MSB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.image.Platform;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElfMachineTest {
  @ParameterizedTest
  @CsvSource({
    "ELF64, LSB, 62, linux/amd64",
    "ELF64, LSB, 183, linux/arm64",
    "ELF32, LSB, 3, linux/386",
    "ELF32, LSB, 40, linux/arm",
    "ELF64, LSB, 21, linux/ppc64le",
    "ELF64, MSB, 22, linux/s390x",
    "ELF64, LSB, 243, linux/riscv64",
    "ELF64, LSB, 258, linux/loong64",
    "ELF64, LSB, 8, linux/mips64le",
  })
  void runsOnItsPlatformOnly(ElfClass elfClass, ElfData data, int number, String platform)
      throws IOException {
    var header = header(elfClass, data, number);
    assertThat(ElfMachine.describe(header)).isEqualTo(platform);
    assertThat(Platform.known())
        .filteredOn(p -> ElfMachine.runsOn(header, Platform.parse(p)))
        .containsExactly(platform);
    assertThat(ElfMachine.runsOn(header, Platform.parse(platform + "/v8"))).isTrue();
  }

  @Test
  void everyKnownPlatformHasItsMachine() {
    assertThat(ElfMachine.values()).hasSameSizeAs(Platform.known());
  }

  @Test
  void x32AndTheOtherByteOrderAreOtherMachines() throws IOException {
    var amd64 = Platform.of("linux", "amd64");
    assertThat(ElfMachine.runsOn(header(ELF32, LSB, 62), amd64)).isFalse();
    assertThat(ElfMachine.describe(header(ELF32, LSB, 62)))
        .isEqualTo("the machine that ELF numbers 62 (32 bits, LSB)");
    assertThat(ElfMachine.of(header(ELF64, MSB, 21))).isEmpty();
    assertThat(ElfMachine.of(header(ELF64, MSB, 183))).isEmpty();
  }

  private static ElfHeader header(ElfClass elfClass, ElfData data, int number) throws IOException {
    var content = ElfBuilder.of(elfClass, data, number).content();
    return ElfFile.read("f", content).orElseThrow().header();
  }
}
