package io.github.whittle.archive;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes one gzip member, its blocks deflated by several threads.
 *
 * <p>The input is cut every {@link #BLOCK} bytes, whatever the number of threads, and the header is
 * ours, so the bytes depend only on the input, the level and the JVM's zlib. Not for use by several
 * threads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
final class ParallelGzip extends OutputStream {
  /** In bytes; docs/benchmarks.md has the figures for other sizes. */
  static final int BLOCK = 1 << 18;

  /** Deflate, no flags, no time, no hint at the level, system unknown. */
  private static final byte[] HEADER = {
    0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff
  };

  /** An empty last block in the fixed code, which ends the member. */
  private static final byte[] LAST = {3, 0};

  private final OutputStream out;
  private final int level;
  private final int ahead;
  private final ExecutorService threads;
  private final Queue<Deflater> deflaters = new ConcurrentLinkedQueue<>();
  private final ArrayDeque<Future<byte[]>> pending = new ArrayDeque<>();
  private final CRC32 crc = new CRC32();
  private final byte[] block = new byte[BLOCK];
  private byte[] dictionary = {};
  private int filled;
  private long total;
  private boolean closed;

  ParallelGzip(OutputStream out, int level, int threads) throws IOException {
    this.out = out;
    this.level = level;
    this.ahead = threads + 2;
    this.threads =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              var thread = new Thread(task, "whittle-gzip");
              thread.setDaemon(true);
              return thread;
            });
    out.write(HEADER);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    crc.update(bytes, offset, length);
    total += length;
    int at = offset;
    while (at < offset + length) {
      int n = Math.min(BLOCK - filled, offset + length - at);
      System.arraycopy(bytes, at, block, filled, n);
      filled += n;
      at += n;
      if (filled == BLOCK) {
        submit();
      }
    }
  }

  private void submit() throws IOException {
    var input = Arrays.copyOf(block, filled);
    var before = dictionary;
    pending.add(threads.submit(() -> deflate(before, input)));
    dictionary = Arrays.copyOfRange(input, Math.max(0, filled - DeflateBlock.WINDOW), filled);
    filled = 0;
    while (pending.size() > ahead) {
      writeNext();
    }
  }

  private byte[] deflate(byte[] before, byte[] input) {
    var deflater = deflaters.poll();
    if (deflater == null) {
      deflater = new Deflater(level, true);
    }
    try {
      return DeflateBlock.encode(deflater, before, input);
    } finally {
      deflaters.add(deflater);
    }
  }

  private void writeNext() throws IOException {
    try {
      out.write(pending.remove().get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted while compressing").initCause(e);
    } catch (ExecutionException e) {
      throw new IOException("cannot compress", e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (out) {
      if (filled > 0) {
        submit();
      }
      while (!pending.isEmpty()) {
        writeNext();
      }
      out.write(LAST);
      writeLittleEndian(crc.getValue());
      writeLittleEndian(total);
    } finally {
      threads.shutdownNow();
      deflaters.forEach(Deflater::end);
    }
  }

  private void writeLittleEndian(long value) throws IOException {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write((int) (value >>> shift));
    }
  }
}
