package io.github.whittle.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * One block of a gzip member: deflated with the end of the block before as dictionary, or stored
 * where deflating cannot help. Ends at a whole byte, so that blocks can be joined.
 *
 * <p>It is filled, encoded and written over and over: memory made anew for each block would have to
 * be cleared, and a collection of garbage waits for every thread that is within zlib.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951">RFC 1951</a>
 */
final class DeflateBlock implements AutoCloseable {
  /** In bytes, uncompressed; docs/benchmarks.md has the figures for other sizes. */
  static final int SIZE = 1 << 18;

  /** How far back deflate can point. */
  private static final int WINDOW = 1 << 15;

  private static final int MAX_STORED = 0xffff;
  private static final int SAMPLE = 1 << 14;

  private final Deflater deflater;

  /** The window, of which the last {@link #before} bytes count, and the block behind it. */
  private final byte[] input = new byte[WINDOW + SIZE];

  /** One call must do: zlib's bound for a block, and the flush. */
  private final byte[] output = new byte[SIZE + (SIZE >> 8) + 1024];

  private int before;
  private int end = WINDOW;
  private int encoded;

  DeflateBlock(int level) {
    deflater = new Deflater(level, true);
  }

  /** The first block of a member, encoded; {@code bytes} are {@link #SIZE} at the most. */
  static byte[] encoded(int level, byte[] bytes) {
    try (var block = new DeflateBlock(level)) {
      block.fill(bytes, 0, bytes.length);
      block.encode();
      return Arrays.copyOf(block.output, block.encoded);
    }
  }

  /** Empties this one, which comes behind a full one. */
  DeflateBlock startAfter(DeflateBlock full) {
    before = WINDOW;
    System.arraycopy(full.input, SIZE, input, 0, WINDOW);
    end = WINDOW;
    return this;
  }

  /** Takes what there is still room for, and tells how many bytes that were. */
  int fill(byte[] bytes, int offset, int length) {
    int n = Math.min(length, input.length - end);
    System.arraycopy(bytes, offset, input, end, n);
    end += n;
    return n;
  }

  boolean isFull() {
    return end == input.length;
  }

  boolean isEmpty() {
    return end == WINDOW;
  }

  DeflateBlock encode() {
    if (isEven(input, WINDOW, end) && !shrinksInTheMiddle()) {
      store();
    } else {
      encoded = deflate(WINDOW, end, before);
    }
    return this;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(output, 0, encoded);
  }

  /** Whether a sample is worth deflating: bytes may be even in number and yet repeat each other. */
  private boolean shrinksInTheMiddle() {
    int middle = WINDOW + (end - WINDOW) / 2;
    int length = Math.min(SAMPLE, end - middle);
    return deflate(middle, middle + length, Math.min(WINDOW, middle - WINDOW))
        < length - length / 64;
  }

  private int deflate(int from, int to, int dictionary) {
    deflater.reset();
    if (dictionary > 0) {
      deflater.setDictionary(input, from - dictionary, dictionary);
    }
    deflater.setInput(input, from, to - from);
    int length = deflater.deflate(output, 0, output.length, Deflater.SYNC_FLUSH);
    if (length == output.length) {
      throw new IllegalStateException("this JVM's zlib needs more bytes than zlib does at most");
    }
    return length;
  }

  private void store() {
    encoded = 0;
    for (int from = WINDOW; from < end; from += MAX_STORED) {
      int length = Math.min(MAX_STORED, end - from);
      output[encoded++] = 0;
      output[encoded++] = (byte) length;
      output[encoded++] = (byte) (length >> 8);
      output[encoded++] = (byte) ~length;
      output[encoded++] = (byte) (~length >> 8);
      System.arraycopy(input, from, output, encoded, length);
      encoded += length;
    }
  }

  /**
   * Whether all byte values are about as frequent, as in compressed or encrypted data: the chance
   * that two random bytes are equal is then hardly above 1 in 256. Whole numbers only, so the
   * answer is the same everywhere; mostly every 16th byte gives it.
   */
  static boolean isEven(byte[] bytes, int from, int to) {
    return to - from >= 2 * SAMPLE
        && isEven(bytes, from, to, SIZE / SAMPLE, 512)
        && isEven(bytes, from, to, 1, 256);
  }

  /**
   * @param slack how far a pair of their number may exceed what random bytes give: few vary more
   */
  private static boolean isEven(byte[] bytes, int from, int to, int step, int slack) {
    var counts = new int[256];
    for (int i = from; i < to; i += step) {
      counts[bytes[i] & 0xff]++;
    }
    long pairs = 0;
    for (long count : counts) {
      pairs += count * count;
    }
    long n = (to - from + step - 1) / step;
    return pairs * 256 < n * n + n * n / 50 + n * slack;
  }

  @Override
  public void close() {
    deflater.end();
  }
}
