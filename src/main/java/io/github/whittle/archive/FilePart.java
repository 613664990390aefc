package io.github.whittle.archive;

import io.github.whittle.tree.Content;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Some bytes in the middle of a file.
 *
 * @param offset of the first byte
 */
record FilePart(Path file, long offset, long size) implements Content {
  @Override
  public InputStream open() throws IOException {
    return new PartStream(FileChannel.open(file), offset, offset + size);
  }

  private static final class PartStream extends BlockStream {
    private final FileChannel channel;
    private final long end;
    private long at;

    PartStream(FileChannel channel, long at, long end) {
      this.channel = channel;
      this.at = at;
      this.end = end;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (at == end) {
        return length == 0 ? 0 : -1;
      }
      int most = (int) Math.min(length, end - at);
      int n = channel.read(ByteBuffer.wrap(into, offset, most), at);
      if (n < 0) {
        throw new EOFException("the archive became shorter while it was read");
      }
      at += n;
      return n;
    }

    @Override
    public long skip(long count) {
      long skipped = Math.max(0, Math.min(count, end - at));
      at += skipped;
      return skipped;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
