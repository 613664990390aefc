package io.github.whittle.elf;

import static io.github.whittle.elf.ElfClass.ELF32;
import static io.github.whittle.elf.ElfClass.ELF64;
import static io.github.whittle.elf.ElfData.LSB;
import static io.github.whittle.elf.ElfData.MSB;

import io.github.whittle.image.Platform;
import java.util.Arrays;
import java.util.Optional;

/**
 * The machines that images are made for: a number, a class and a byte order of ELF, and OCI's word.
 *
 * <p>All three must fit: with the number of x86-64, a 32-bit file is x32, which few kernels run.
 *
 * @see <a href="https://github.com/golang/go/blob/go1.24.0/src/internal/syslist/syslist.go">Go's
 *     architectures, which OCI uses</a>
 * @see <a href="https://wiki.debian.org/Multiarch/Tuples">Multiarch tuples</a>
 */
public enum ElfMachine {
  X86_64(62, ELF64, LSB, "amd64", "x86_64-linux-gnu", 0x303, "x86_64"),
  AARCH64(183, ELF64, LSB, "arm64", "aarch64-linux-gnu", 0xa03, "aarch64"),
  I386(3, ELF32, LSB, "386", "i386-linux-gnu", 0x003, "i686"),
  ARM(40, ELF32, LSB, "arm", "arm-linux-gnueabihf", 0x903, "v7l"),
  PPC64LE(21, ELF64, LSB, "ppc64le", "powerpc64le-linux-gnu", 0x503, ""),
  S390X(22, ELF64, MSB, "s390x", "s390x-linux-gnu", 0x403, ""),
  RISCV64(243, ELF64, LSB, "riscv64", "riscv64-linux-gnu", 0x1003, ""),
  LOONG64(258, ELF64, LSB, "loong64", "loongarch64-linux-gnu", 0x1203, ""),
  MIPS64LE(8, ELF64, LSB, "mips64le", "mips64el-linux-gnuabi64", 0x703, "");

  private final int number;
  private final ElfClass elfClass;
  private final ElfData data;
  private final String architecture;
  private final String tuple;
  private final int cacheFlags;
  private final String platform;

  ElfMachine(
      int number,
      ElfClass elfClass,
      ElfData data,
      String architecture,
      String tuple,
      int cacheFlags,
      String platform) {
    this.number = number;
    this.elfClass = elfClass;
    this.data = data;
    this.architecture = architecture;
    this.tuple = tuple;
    this.cacheFlags = cacheFlags;
    this.platform = platform;
  }

  /** The machine that a file is made for; empty for one that no image is made for. */
  public static Optional<ElfMachine> of(ElfHeader header) {
    return Arrays.stream(values())
        .filter(m -> m.number == header.machine())
        .filter(m -> m.elfClass == header.elfClass() && m.data == header.data())
        .findFirst();
  }

  /** What a file is made for, as a message says it: {@code linux/arm64}. */
  public static String describe(ElfHeader header) {
    return of(header)
        .map(m -> "linux/" + m.architecture)
        .orElseGet(
            () ->
                "the machine that ELF numbers %s (%s bits, %s)"
                    .formatted(header.machine(), header.elfClass().bits(), header.data()));
  }

  public static boolean runsOn(ElfHeader header, Platform platform) {
    return of(header).filter(m -> m.isOf(platform)).isPresent();
  }

  boolean isOf(Platform platform) {
    return architecture.equals(platform.architecture());
  }

  /** The name of Debian's folders for the machine's libraries: {@code x86_64-linux-gnu}. */
  String tuple() {
    return tuple;
  }

  /**
   * Of the machine's libraries for glibc in {@code ld.so.cache}.
   *
   * @see <a
   *     href="https://sourceware.org/git/?p=glibc.git;a=blob;f=sysdeps/generic/ldconfig.h;hb=glibc-2.36">ldconfig.h,
   *     FLAG_…</a>
   */
  int cacheFlags() {
    return cacheFlags;
  }

  /** What {@code $PLATFORM} is on each processor of the machine; empty where they differ. */
  Optional<String> platform() {
    return Optional.of(platform).filter(p -> !p.isEmpty());
  }
}
