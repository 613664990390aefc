package io.github.whittle.strip;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.config.Strip.Binaries;
import io.github.whittle.strip.Ranges.Range;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class PartsProperties {
  private static final byte[] FILE = Fixture.bytes("riscv64.so");

  /** In any steps of reading and skipping, the same bytes. */
  @Property(tries = 200)
  void readAndSkippedItIsOneFile(@ForAll @Size(max = 40) List<@IntRange(max = 3000) Integer> steps)
      throws IOException {
    for (var mode : List.of(Binaries.ALL, Binaries.DEBUG)) {
      var content = ((Outcome.Smaller) Fixture.strip(FILE, mode)).content();
      var whole = Fixture.bytes(content);
      assertThat(whole).hasSize((int) content.size());
      int at = 0;
      try (var in = content.open()) {
        for (int i = 0; i < steps.size() && at + steps.get(i) <= whole.length; i++) {
          int n = steps.get(i);
          if (i % 2 == 0) {
            in.skipNBytes(n);
          } else {
            assertThat(in.readNBytes(n)).isEqualTo(Arrays.copyOfRange(whole, at, at + n));
          }
          at += n;
        }
        assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(whole, at, whole.length));
      }
    }
  }

  @Property(tries = 300)
  void everyNameIsAtItsPlace(
      @ForAll @Size(max = 20) List<@AlphaChars @StringLength(max = 4) String> names) {
    var table = NameTable.of(names);
    for (var name : names) {
      int at = table.places().get(name);
      int end = at;
      while (table.bytes()[end] != 0) {
        end++;
      }
      assertThat(new String(table.bytes(), at, end - at, StandardCharsets.UTF_8)).isEqualTo(name);
    }
    assertThat(table.bytes().length)
        .isLessThanOrEqualTo(names.stream().mapToInt(n -> n.length() + 1).sum() + 1);
  }

  /** Beside a model: one bit a byte. */
  @Property(tries = 300)
  void rangesAreWhatWasAdded(
      @ForAll @Size(max = 8) List<@IntRange(max = 40) Integer> starts,
      @ForAll @IntRange(max = 10) int size,
      @ForAll @IntRange(max = 40) int asked) {
    var ranges = new Ranges();
    var model = new BitSet();
    for (int start : starts) {
      ranges.add(Range.of(start, size));
      model.set(start, start + size);
    }
    var found = new BitSet();
    ranges.all().forEach(r -> found.set((int) r.start(), (int) r.end()));
    assertThat(found).isEqualTo(model);
    assertThat(ranges.all().stream().map(Range::start).collect(Collectors.toSet()))
        .hasSameSizeAs(ranges.all());
    var range = Range.of(asked, 3);
    assertThat(ranges.contain(range)).isEqualTo(model.nextClearBit(asked) >= asked + 3);
    int next = model.nextSetBit(asked);
    assertThat(ranges.touch(range)).isEqualTo(next >= 0 && next < asked + 3);
    assertThat(ranges.end()).isEqualTo(model.length());
  }
}
