package io.github.whittle.archive;

import java.io.IOException;
import java.io.InputStream;

/** A stream whose one way to read is by blocks. */
public abstract class BlockStream extends InputStream {
  @Override
  public abstract int read(byte[] into, int offset, int length) throws IOException;

  @Override
  public final int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }
}
