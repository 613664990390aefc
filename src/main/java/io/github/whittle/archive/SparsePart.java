package io.github.whittle.archive;

import io.github.whittle.tree.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A sparse file in the middle of an archive, with its zeros.
 *
 * @param offset of the first byte that is there
 */
record SparsePart(Path file, long offset, SparseMap map) implements Content {
  @Override
  public long size() {
    return map.size();
  }

  @Override
  public InputStream open() throws IOException {
    return new SparseStream(map, new FilePart(file, offset, map.stored()).open());
  }

  private static final class SparseStream extends BlockStream {
    private final SparseMap map;
    private final InputStream stored;
    private int next;
    private long at;

    SparseStream(SparseMap map, InputStream stored) {
      this.map = map;
      this.stored = stored;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (at == map.size()) {
        return length == 0 ? 0 : -1;
      }
      var parts = map.parts();
      while (next < parts.size() && parts.get(next).end() <= at) {
        next++;
      }
      boolean zeros = next == parts.size() || at < parts.get(next).offset();
      long end =
          next == parts.size()
              ? map.size()
              : zeros ? parts.get(next).offset() : parts.get(next).end();
      int n = (int) Math.min(length, end - at);
      if (zeros) {
        Arrays.fill(into, offset, offset + n, (byte) 0);
      } else {
        n = stored.read(into, offset, n);
      }
      at += n;
      return n;
    }

    @Override
    public void close() throws IOException {
      stored.close();
    }
  }
}
