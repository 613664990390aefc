package io.github.whittle.archive;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * One block of a gzip member: deflated with the end of the block before as dictionary, or stored
 * where deflating cannot help. Ends at a whole byte, so that blocks can be joined.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951">RFC 1951</a>
 */
final class DeflateBlock {
  /** How far back deflate can point. */
  static final int WINDOW = 1 << 15;

  private static final int MAX_STORED = 0xffff;
  private static final int SAMPLE = 1 << 14;

  private DeflateBlock() {}

  /**
   * @param deflater raw ({@code nowrap}), of any state
   * @param dictionary the last {@link #WINDOW} bytes before {@code block}, or fewer at the
   *     beginning
   */
  static byte[] encode(Deflater deflater, byte[] dictionary, byte[] block) {
    return isEven(block) && !shrinksInTheMiddle(deflater, block)
        ? stored(block)
        : deflated(deflater, dictionary, block);
  }

  /** Whether a sample is worth deflating: bytes may be even in number and yet repeat each other. */
  private static boolean shrinksInTheMiddle(Deflater deflater, byte[] block) {
    int middle = block.length / 2;
    var sample = Arrays.copyOfRange(block, middle, Math.min(block.length, middle + SAMPLE));
    var before = Arrays.copyOfRange(block, Math.max(0, middle - WINDOW), middle);
    return deflated(deflater, before, sample).length < sample.length - sample.length / 64;
  }

  private static byte[] deflated(Deflater deflater, byte[] dictionary, byte[] block) {
    deflater.reset();
    if (dictionary.length > 0) {
      deflater.setDictionary(dictionary);
    }
    deflater.setInput(block);
    // One call must do: zlib's bound for a block, and the flush.
    var out = new byte[block.length + (block.length >> 8) + 1024];
    int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
    return Arrays.copyOf(out, length);
  }

  private static byte[] stored(byte[] block) {
    var out = new ByteArrayOutputStream(block.length + 32);
    for (int from = 0; from < block.length; from += MAX_STORED) {
      int length = Math.min(MAX_STORED, block.length - from);
      out.write(0);
      out.write(length);
      out.write(length >> 8);
      out.write(~length);
      out.write(~length >> 8);
      out.write(block, from, length);
    }
    return out.toByteArray();
  }

  /**
   * Whether all byte values are about as frequent, as in compressed or encrypted data: the chance
   * that two random bytes are equal is then hardly above 1 in 256. Whole numbers only, so the
   * answer is the same everywhere.
   */
  static boolean isEven(byte[] block) {
    var counts = new int[256];
    for (byte b : block) {
      counts[b & 0xff]++;
    }
    long pairs = 0;
    for (long count : counts) {
      pairs += count * count;
    }
    long n = block.length;
    return n >= 2 * SAMPLE && pairs * 256 < n * n + n * n / 50 + n * 256;
  }
}
