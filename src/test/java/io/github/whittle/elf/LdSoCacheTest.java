package io.github.whittle.elf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.elf.LdSoCache.Entry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LdSoCacheTest {
  private static final LdSoCache CACHE =
      new LdSoCache(
          List.of(
              new Entry("libz.so.1", 0x303, "/opt/libz.so.1"),
              new Entry("liba.so", 0x303, "/opt/b/liba.so"),
              new Entry("liba.so", 0x303, "/opt/a/liba.so")));

  @ParameterizedTest
  @ValueSource(strings = {"LITTLE_ENDIAN", "BIG_ENDIAN"})
  void readsWhatItWrites(String order) {
    var big = order.startsWith("BIG");
    var bytes = LdSoCacheFile.write(CACHE, big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    assertThat(LdSoCacheFile.parse(bytes)).isEqualTo(CACHE);
  }

  @Test
  void readsTheFormatBehindTheOldOne() {
    var cache = LdSoCacheFile.write(CACHE, ByteOrder.LITTLE_ENDIAN);
    var both = ByteBuffer.allocate(16 + 12 + 4 + cache.length).order(ByteOrder.LITTLE_ENDIAN);
    both.put("ld.so-1.7.0".getBytes()).position(12).putInt(1).position(32).put(cache);
    assertThat(LdSoCacheFile.parse(both.array())).isEqualTo(CACHE);
  }

  @Test
  void passesOverWhatIsForSpecialProcessors() {
    var bytes = LdSoCacheFile.write(CACHE, ByteOrder.LITTLE_ENDIAN);
    bytes[48 + 16 + 7] = 0x40;
    assertThat(LdSoCacheFile.parse(bytes).paths("libz.so.1")).isEmpty();
    assertThat(LdSoCacheFile.parse(bytes).paths("liba.so"))
        .containsExactly("/opt/b/liba.so", "/opt/a/liba.so");
  }

  /** In this order the real loader halves its way through the list. */
  @Test
  void sortsNumbersAsNumbersAndBehindLetters() {
    assertThat(
            Stream.of("liba1.so", "libab.so", "liba10.so", "liba2.so", "liba.so", "liba.so.1")
                .sorted(LibraryNames.ORDER))
        .containsExactly("liba.so", "liba.so.1", "libab.so", "liba1.so", "liba2.so", "liba10.so");
  }

  @Test
  void takesNoDamagedFile() {
    var bytes = LdSoCacheFile.write(CACHE, ByteOrder.LITTLE_ENDIAN);
    for (int length = 0; length < bytes.length; length++) {
      assertThat(LdSoCacheFile.parse(Arrays.copyOf(bytes, length))).isEqualTo(LdSoCache.NONE);
    }
  }

  @Property(tries = 300)
  void neverFails(@ForAll int at, @ForAll byte value) {
    var bytes = LdSoCacheFile.write(CACHE, ByteOrder.LITTLE_ENDIAN);
    bytes[Math.floorMod(at, bytes.length)] = value;
    assertThat(LdSoCacheFile.parse(bytes).entries()).hasSizeLessThan(4);
  }
}
