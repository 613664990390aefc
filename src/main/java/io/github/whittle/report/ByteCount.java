package io.github.whittle.report;

import java.util.Locale;

/**
 * Numbers of bytes for people: MB are 1,000,000 bytes, as registries and {@code docker images}
 * count.
 */
public final class ByteCount {
  private ByteCount() {}

  public static String of(long bytes) {
    if (bytes < 1000) {
      return bytes + " bytes";
    }
    return bytes < 1_000_000
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
