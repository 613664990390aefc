package io.github.whittle.strip;

import java.util.List;
import java.util.TreeMap;

/** Ranges of a file, joined where they touch. */
final class Ranges {
  private final TreeMap<Long, Long> ends = new TreeMap<>();

  /** A range from {@code start} to the byte before {@code end}. */
  record Range(long start, long end) implements Comparable<Range> {
    static Range of(long offset, long size) {
      return new Range(offset, offset + size);
    }

    long size() {
      return end - start;
    }

    boolean has(long offset) {
      return offset >= start && offset < end;
    }

    /** Whether it lies in a file of that many bytes; offset and size are unsigned in ELF. */
    static boolean fits(long offset, long size, long file) {
      return offset >= 0 && size >= 0 && offset <= file - size;
    }

    @Override
    public int compareTo(Range other) {
      int starts = Long.compare(start, other.start);
      return starts == 0 ? Long.compare(end, other.end) : starts;
    }
  }

  void add(Range range) {
    if (range.size() == 0) {
      return;
    }
    long start = range.start();
    long end = range.end();
    for (var near = ends.floorEntry(end);
        near != null && near.getValue() >= start;
        near = ends.floorEntry(end)) {
      start = Math.min(start, near.getKey());
      end = Math.max(end, near.getValue());
      ends.remove(near.getKey());
    }
    ends.put(start, end);
  }

  boolean contain(Range range) {
    var below = ends.floorEntry(range.start());
    return below != null && below.getValue() >= range.end();
  }

  boolean touch(Range range) {
    var below = ends.lowerEntry(range.end());
    return below != null && below.getValue() > range.start();
  }

  long end() {
    return ends.isEmpty() ? 0 : ends.lastEntry().getValue();
  }

  List<Range> all() {
    return ends.entrySet().stream().map(e -> new Range(e.getKey(), e.getValue())).toList();
  }
}
