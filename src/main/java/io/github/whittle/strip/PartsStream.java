package io.github.whittle.strip;

import io.github.whittle.archive.BlockStream;
import io.github.whittle.strip.Ranges.Range;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** The bytes of parts, one after the other. */
final class PartsStream extends BlockStream {
  /** Symbols that are changed at once. */
  private static final int SYMBOLS = 2048;

  private final InputStream original;
  private final Iterator<Part> parts;

  /** Where the next byte of {@link #original} is from. */
  private long at;

  private Source current = new Original(new Range(0, 0));

  PartsStream(InputStream original, List<Part> parts) {
    this.original = original;
    this.parts = parts.iterator();
  }

  /** The bytes of one part. */
  private interface Source {
    /** As a stream, at least one byte; -1 at the end of the part. */
    int read(byte[] into, int offset, int length) throws IOException;

    long skip(long count) throws IOException;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int n = current.read(into, offset, length);
    while (n < 0 && parts.hasNext()) {
      current = source(parts.next());
      n = current.read(into, offset, length);
    }
    return n;
  }

  /** A whole part is not read to be passed over: it may be hundreds of megabytes. */
  @Override
  public long skip(long count) throws IOException {
    long skipped = count <= 0 ? 0 : current.skip(count);
    while (skipped == 0 && count > 0 && parts.hasNext()) {
      current = source(parts.next());
      skipped = current.skip(count);
    }
    return skipped;
  }

  private Source source(Part part) throws IOException {
    if (part instanceof Part.Original kept) {
      return new Original(kept.range());
    }
    if (part instanceof Part.Table table) {
      return new Table(table);
    }
    return part instanceof Part.Own own ? new Own(own.bytes().toArray()) : new Zeros(part.size());
  }

  private void moveTo(long offset) throws IOException {
    if (offset < at) {
      throw new IllegalStateException("parts of a file are not in its order");
    }
    original.skipNBytes(offset - at);
    at = offset;
  }

  private int readOriginal(byte[] into, int offset, int length) throws IOException {
    int n = original.read(into, offset, length);
    if (n < 0) {
      throw new EOFException("a file became shorter while it was read");
    }
    at += n;
    return n;
  }

  @Override
  public void close() throws IOException {
    original.close();
  }

  private final class Original implements Source {
    private final Range range;
    private long next;

    Original(Range range) {
      this.range = range;
      this.next = range.start();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (next == range.end()) {
        return -1;
      }
      moveTo(next);
      int n = readOriginal(into, offset, (int) Math.min(length, range.end() - next));
      next += n;
      return n;
    }

    @Override
    public long skip(long count) {
      long skipped = Math.min(count, range.end() - next);
      next += skipped;
      return skipped;
    }
  }

  private final class Table implements Source {
    private final Part.Table table;
    private long next;
    private Own changed = new Own(new byte[0]);

    Table(Part.Table table) {
      this.table = table;
      this.next = table.range().start();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int n = changed.read(into, offset, length);
      while (n < 0 && next < table.range().end()) {
        fill();
        n = changed.read(into, offset, length);
      }
      return n;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = changed.skip(count);
      while (skipped == 0 && next < table.range().end()) {
        fill();
        skipped = changed.skip(count);
      }
      return skipped;
    }

    private void fill() throws IOException {
      moveTo(next);
      int most = SYMBOLS * table.symbols().size();
      var bytes = new byte[(int) Math.min(most, table.range().end() - next)];
      for (int n = 0; n < bytes.length; ) {
        n += readOriginal(bytes, n, bytes.length - n);
      }
      next += bytes.length;
      changed = new Own(Arrays.copyOf(bytes, table.symbols().change(bytes, bytes.length)));
    }
  }

  private static final class Own implements Source {
    private final ByteArrayInputStream bytes;

    Own(byte[] bytes) {
      this.bytes = new ByteArrayInputStream(bytes);
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      return bytes.read(into, offset, length);
    }

    @Override
    public long skip(long count) {
      return bytes.skip(count);
    }
  }

  private static final class Zeros implements Source {
    private long left;

    Zeros(long size) {
      this.left = size;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      int n = (int) Math.min(length, left);
      Arrays.fill(into, offset, offset + n, (byte) 0);
      left -= n;
      return n;
    }

    @Override
    public long skip(long count) {
      long skipped = Math.min(count, left);
      left -= skipped;
      return skipped;
    }
  }
}
