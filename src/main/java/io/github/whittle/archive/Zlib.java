package io.github.whittle.archive;

import io.github.whittle.image.Digest;
import java.io.ByteArrayOutputStream;

/**
 * Whether this JVM's zlib gives the bytes that others give: deflate leaves the encoder free, and
 * some systems bring a zlib of their own (zlib-ng, Apple's, Cloudflare's).
 */
public final class Zlib {
  /** Of zlib 1.2.13 in Debian's JDK 17, and of zlib 1.3.1 in Temurin 25. */
  private static final Digest USUAL =
      new Digest("32ef426a445efbe153fc0a35eaccd5351167f774668c77a6525cf2ec9042560c");

  private Zlib() {}

  /** Deflates a sample at every level; a few milliseconds. */
  public static boolean isUsual() {
    return digest().equals(USUAL);
  }

  static Digest digest() {
    var sample = sample();
    var out = new ByteArrayOutputStream();
    for (int level = 1; level <= 9; level++) {
      out.writeBytes(DeflateBlock.encoded(level, sample));
    }
    return Digest.of(out.toByteArray());
  }

  /** Words of a small vocabulary in an order that never changes: some matches near, some far. */
  private static byte[] sample() {
    var text = new StringBuilder();
    int state = 1;
    while (text.length() < 1 << 15) {
      state = state * 1664525 + 1013904223;
      text.append(Integer.toString(state >>> 20, 36)).append((state & 0x100) == 0 ? ' ' : '\n');
    }
    return text.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }
}
