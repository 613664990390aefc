package io.github.whittle.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Copies a stream whose reading is work, in a thread of its own, beside the writing. */
final class ReadAhead implements AutoCloseable {
  private final InputStream in;
  private final Workers reader = new Workers(1, "whittle-read");

  /**
   * @param in stays open
   */
  ReadAhead(InputStream in) {
    this.in = in;
  }

  void copyTo(OutputStream out) throws IOException {
    var buffer = new byte[1 << 18];
    var next = new byte[buffer.length];
    var reading = read(next);
    for (int n = result(reading); n > 0; n = result(reading)) {
      var full = next;
      next = buffer;
      buffer = full;
      reading = read(next);
      out.write(full, 0, n);
    }
  }

  private Future<Integer> read(byte[] into) {
    return reader.threads().submit(() -> in.readNBytes(into, 0, into.length));
  }

  private static int result(Future<Integer> reading) throws IOException {
    try {
      return reading.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted while unpacking").initCause(e);
    } catch (ExecutionException e) {
      throw Workers.thrown(e);
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
