package io.github.whittle.maven;

import io.github.whittle.user.Progress;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Says now and then how far a piece of work is; of short work, nothing. */
final class LineMeter implements Progress.Meter {
  private static final long INTERVAL = 5_000_000_000L;

  private final Consumer<String> lines;
  private final LongSupplier nanos;
  private final String what;
  private final long bytes;
  private final int blobs;
  private long doneBytes;
  private int doneBlobs;
  private long last;

  LineMeter(Consumer<String> lines, LongSupplier nanos, String what, long bytes, int blobs) {
    this.lines = lines;
    this.nanos = nanos;
    this.what = what;
    this.bytes = bytes;
    this.blobs = blobs;
    this.last = nanos.getAsLong();
  }

  @Override
  public synchronized void bytes(long count) {
    doneBytes += count;
    tell();
  }

  @Override
  public synchronized void blob() {
    doneBlobs++;
    tell();
  }

  private void tell() {
    long now = nanos.getAsLong();
    if (now - last >= INTERVAL) {
      last = now;
      lines.accept(
          "%s: %s%s of %s MB"
              .formatted(
                  what,
                  blobs > 1 ? "%s of %s blobs, ".formatted(doneBlobs, blobs) : "",
                  megabytes(doneBytes),
                  megabytes(bytes)));
    }
  }

  private static String megabytes(long count) {
    return count < 10_000_000
        ? String.format(Locale.ROOT, "%.1f", count / 1e6)
        : Long.toString(Math.round(count / 1e6));
  }

  @Override
  public void close() {}
}
