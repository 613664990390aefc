package io.github.whittle.strip;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.config.Strip.Binaries;
import io.github.whittle.elf.ElfLayout;
import io.github.whittle.elf.Section;
import io.github.whittle.tree.Content;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever a file holds, stripping it ends soon with a file that is no larger, has the same bytes
 * where they are loaded, and can be read; or leaves it as it is.
 *
 * <p>Changes hit the fields of headers more often than anything else. Twenty seconds of the same
 * seeds each time, or other ones by {@code -Dwhittle.fuzz=SECONDS}; a failure names its seed,
 * {@code -Dwhittle.fuzz.seed} repeats it.
 */
class StripMutationIT {
  private static final Duration TIME = Duration.ofSeconds(Long.getLong("whittle.fuzz", 20));

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final long[] VALUES = {
    0,
    1,
    2,
    3,
    4,
    7,
    8,
    0x7f,
    0x80,
    0xff,
    0xff00,
    0xffff,
    0x7fff_ffffL,
    0x8000_0000L,
    0xffff_ffffL,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -1,
    -8,
    -4096
  };

  private final List<byte[]> originals = originals();
  private int smaller;
  private int same;

  private static List<byte[]> originals() {
    var files = new ArrayList<byte[]>();
    Fixture.NAMES.forEach(name -> files.add(Fixture.bytes(name + ".so")));
    Fixture.NAMES.forEach(name -> files.add(Fixture.bytes(name + ".stripped")));
    for (var real : List.of("/bin/true", "/usr/bin/env")) {
      try {
        files.add(Files.readAllBytes(Path.of(real)));
      } catch (IOException e) {
        continue; // Another machine.
      }
    }
    return files;
  }

  @Test
  void aChangedFileIsStrippedOrLeftAlone() throws IOException {
    boolean others = System.getProperty("whittle.fuzz") != null;
    long first = Long.getLong("whittle.fuzz.seed", others ? System.nanoTime() : 1);
    long end = System.nanoTime() + TIME.toNanos();
    long seed = first;
    do {
      var bytes = mutated(new Random(seed));
      long before = System.nanoTime();
      try {
        check(bytes);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("-Dwhittle.fuzz.seed=" + seed, e);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .as("-Dwhittle.fuzz.seed=" + seed)
          .isLessThan(PATIENCE);
      seed++;
    } while (System.nanoTime() < end && System.getProperty("whittle.fuzz.seed") == null);
    System.out.printf(
        "%d changed files from seed %d: %d stripped, %d left alone%n",
        seed - first, first, smaller, same);
  }

  private byte[] mutated(Random random) throws IOException {
    var original = originals.get(random.nextInt(originals.size()));
    var layout = Fixture.layout(original);
    var bytes =
        random.nextInt(20) == 0
            ? Arrays.copyOf(original, random.nextInt(original.length * 2))
            : original.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      change(bytes, place(layout, bytes.length, random), random, layout);
    }
    return bytes;
  }

  private static int place(ElfLayout layout, int length, Random random) {
    var header = layout.header();
    int sections = layout.sections().size() * header.elfClass().sectionHeaderSize();
    int segments = layout.segments().size() * header.elfClass().programHeaderSize();
    return switch (random.nextInt(8)) {
      case 0, 1 -> random.nextInt(header.elfClass().headerSize());
      case 2 -> (int) header.programHeaders() + random.nextInt(segments);
      case 3, 4, 5, 6 -> (int) header.sectionHeaders() + random.nextInt(sections);
      default -> random.nextInt(Math.max(1, length));
    };
  }

  private static void change(byte[] bytes, int place, Random random, ElfLayout layout) {
    int size = 1 << random.nextInt(4);
    int at = place & -size;
    var fields = ByteBuffer.allocate(8).order(layout.header().data().order());
    long value =
        random.nextInt(3) == 0
            ? random.nextInt(bytes.length + 1)
            : VALUES[random.nextInt(VALUES.length)];
    switch (size) {
      case 1 -> fields.put((byte) value);
      case 2 -> fields.putShort((short) value);
      case 4 -> fields.putInt((int) value);
      default -> fields.putLong(value);
    }
    for (int i = 0; i < size && at + i < bytes.length; i++) {
      bytes[at + i] = fields.get(i);
    }
  }

  private void check(byte[] bytes) throws IOException {
    var content = Content.of(bytes);
    readOrRefuse(content);
    for (var mode : List.of(Binaries.ALL, Binaries.DEBUG)) {
      if (bytes.length < 4
          || bytes[0] != 0x7f
          || bytes[1] != 'E'
          || bytes[2] != 'L'
          || bytes[3] != 'F') {
        return;
      }
      var outcome = ElfStrip.strip("f", content, mode, layout -> Optional.empty());
      if (outcome instanceof Outcome.Smaller stripped) {
        smaller++;
        check(bytes, Fixture.bytes(stripped.content()), stripped.content().size());
      } else {
        same++;
      }
    }
  }

  private static void check(byte[] before, byte[] after, long size) throws IOException {
    assertThat((long) after.length).isEqualTo(size).isLessThan(before.length);
    Loaded.of(before).assertSameIn(Loaded.of(after));
    var is = Fixture.layout(after);
    for (var section : is.sections()) {
      if (section.isInFile()) {
        assertThat(section.offset() + section.size()).isBetween(1L, size);
      }
    }
    assertThat(is.sections().get(is.indexOfNames()).type()).isEqualTo(Section.SHT_STRTAB);
  }

  private static void readOrRefuse(Content content) throws IOException {
    try {
      var layout = ElfLayout.read("f", content);
      if (layout.isPresent()) {
        layout.get().buildId("f", content);
      }
    } catch (InvalidInputException e) {
      assertThat(e).hasMessageStartingWith("'f' is a damaged ELF file: ");
    }
  }
}
