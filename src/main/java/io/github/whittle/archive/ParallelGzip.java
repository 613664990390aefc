package io.github.whittle.archive;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes one gzip member, its blocks deflated by several threads.
 *
 * <p>The input is cut every {@link DeflateBlock#SIZE} bytes, whatever the number of threads, and
 * the header is ours, so the bytes depend only on the input, the level and the JVM's zlib. Not for
 * use by several threads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
final class ParallelGzip extends OutputStream {
  /** Deflate, no flags, no time, no hint at the level, system unknown. */
  private static final byte[] HEADER = {
    0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff
  };

  /** An empty last block in the fixed code, which ends the member. */
  private static final byte[] LAST = {3, 0};

  private final OutputStream out;
  private final int level;
  private final int ahead;
  private final Workers workers;
  private final List<DeflateBlock> blocks = new ArrayList<>();
  private final ArrayDeque<Future<DeflateBlock>> pending = new ArrayDeque<>();
  private final CRC32 crc = new CRC32();
  private DeflateBlock block;
  private long total;
  private boolean closed;

  ParallelGzip(OutputStream out, int level, int threads) throws IOException {
    this.out = out;
    this.level = level;
    this.ahead = threads + 2;
    this.block = newBlock();
    this.workers = new Workers(threads, "whittle-gzip");
    out.write(HEADER);
  }

  private DeflateBlock newBlock() {
    var made = new DeflateBlock(level);
    blocks.add(made);
    return made;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (block == null) {
      throw new IOException("writing failed before");
    }
    crc.update(bytes, offset, length);
    total += length;
    int at = offset;
    while (at < offset + length) {
      at += block.fill(bytes, at, offset + length - at);
      if (block.isFull()) {
        var full = block;
        submit();
        block = null; // That of a worker now, and none at all if writing fails.
        block = free().startAfter(full);
      }
    }
  }

  private void submit() {
    pending.add(workers.threads().submit(block::encode));
  }

  private DeflateBlock free() throws IOException {
    return pending.size() > ahead ? writeNext() : newBlock();
  }

  private DeflateBlock writeNext() throws IOException {
    try {
      var next = pending.remove().get();
      next.writeTo(out);
      return next;
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
      if (block != null) {
        finish();
      }
    } finally {
      workers.close();
      blocks.forEach(DeflateBlock::close);
    }
  }

  private void finish() throws IOException {
    if (!block.isEmpty()) {
      submit();
    }
    while (!pending.isEmpty()) {
      writeNext();
    }
    out.write(LAST);
    writeLittleEndian(crc.getValue());
    writeLittleEndian(total);
  }

  private void writeLittleEndian(long value) throws IOException {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write((int) (value >>> shift));
    }
  }
}
