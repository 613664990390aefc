package io.github.whittle.elf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.tree.Content;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a file holds, reading it ends soon, with a value or with a sentence for the user. */
class ElfMutationProperties {
  /**
   * Bytes that overwrite others, as numbers that are likely to hurt.
   *
   * @param at place in the file, in millionths of its size
   */
  record Change(int at, long value, int length) {
    void apply(byte[] bytes) {
      int from = part(bytes, at);
      for (int i = 0; i < length && from + i < bytes.length; i++) {
        bytes[from + i] = (byte) (value >> 8 * i);
      }
    }
  }

  private static final int MILLION = 1_000_000;

  private static final List<byte[]> FILES = originals();

  @Property(tries = 3000)
  void aChangedFileIsReadOrRefused(
      @ForAll("files") byte[] original, @ForAll("changes") List<Change> changes)
      throws IOException {
    var bytes = original.clone();
    changes.forEach(change -> change.apply(bytes));
    readOrRefuse(bytes);
  }

  @Property(tries = 500)
  void aFileCutOffIsReadOrRefused(@ForAll("files") byte[] original, @ForAll("part") int part)
      throws IOException {
    readOrRefuse(Arrays.copyOf(original, part(original, part)));
  }

  @Property(tries = 1000)
  void anyBytesBehindTheMagicAreReadOrRefused(@ForAll byte[] random, @ForAll("kinds") byte[] kind)
      throws IOException {
    var bytes = Arrays.copyOf(kind, kind.length + random.length);
    System.arraycopy(random, 0, bytes, kind.length, random.length);
    readOrRefuse(bytes);
  }

  private static int part(byte[] bytes, int millionths) {
    return (int) ((long) bytes.length * millionths / MILLION);
  }

  private static void readOrRefuse(byte[] bytes) throws IOException {
    try {
      ElfFile.read("f", Content.of(bytes))
          .ifPresent(
              file -> {
                file.isProgram();
                ElfMachine.describe(file.header());
                assertThat(file.dynamic().needed()).doesNotContainNull();
              });
    } catch (InvalidInputException e) {
      assertThat(e).hasMessageStartingWith("'f' is a damaged ELF file: ");
    }
    assertThat(FileFormat.of("f", Content.of(bytes))).isNotNull();
  }

  /** Small files of every layout, and real ones where the machine has them. */
  private static List<byte[]> originals() {
    var files = new java.util.ArrayList<byte[]>();
    for (var elfClass : ElfClass.values()) {
      for (var data : ElfData.values()) {
        files.add(
            ElfBuilder.of(elfClass, data, 62)
                .interpreter("/lib/ld.so")
                .needs("liba.so", "libb.so")
                .runpath("$ORIGIN")
                .needsVersions("liba.so", "A_1", "A_2")
                .defines("me", "ME_1")
                .bytes());
      }
    }
    for (var path : List.of("/bin/true", "/usr/bin/env")) {
      if (Files.isReadable(Path.of(path))) {
        try {
          files.add(Files.readAllBytes(Path.of(path)));
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      }
    }
    return files;
  }

  @Provide
  Arbitrary<byte[]> files() {
    return Arbitraries.of(FILES);
  }

  @Provide
  Arbitrary<byte[]> kinds() {
    return Arbitraries.of(FILES).map(file -> Arrays.copyOf(file, 64));
  }

  @Provide
  Arbitrary<Integer> part() {
    return Arbitraries.integers().between(0, MILLION - 1);
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    // Headers are in the first bytes of a small file, and the first percent of a real one.
    var at = Arbitraries.oneOf(Arbitraries.integers().between(0, MILLION / 50), part());
    var value =
        Arbitraries.oneOf(
            Arbitraries.longs(), Arbitraries.of(0L, 1L, -1L, 0x7fffffffL, 1L << 63, 1L << 31));
    return Combinators.combine(at, value, Arbitraries.of(1, 2, 4, 8))
        .as(Change::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }
}
