package io.github.whittle.strip;

import io.github.whittle.strip.Ranges.Range;
import io.github.whittle.tree.Bytes;

/** What a stripped file is made of, one behind the other. */
sealed interface Part {
  /** Bytes in the stripped file. */
  long size();

  /** Bytes of the original, as they are. */
  record Original(Range range) implements Part {
    @Override
    public long size() {
      return range.size();
    }
  }

  /** A table of symbols of the original, with what becomes of it. */
  record Table(Range range, Symbols symbols, long size) implements Part {}

  record Zeros(long size) implements Part {}

  /** Bytes of ours. */
  record Own(Bytes bytes) implements Part {
    static Own of(byte[] bytes) {
      return new Own(Bytes.of(bytes));
    }

    @Override
    public long size() {
      return bytes.toArray().length;
    }
  }
}
