package io.github.whittle.archive;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * What a gzip file unpacks to: one member or several, zeros behind the last one.
 *
 * <p>The JDK's own reader ends in silence at a damaged second member, and commons-compress refuses
 * zeros at the end, which tapes and some writers of layers leave.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
final class GzipStream extends BlockStream {
  private static final int HAS_CRC = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;

  private final Input in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private boolean ended;

  GzipStream(InputStream in) throws IOException {
    this.in = new Input(in);
    readHeader(this.in.data.readUnsignedByte());
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      int n = inflate(into, offset, length);
      if (n > 0) {
        crc.update(into, offset, n);
        return n;
      }
      if (inflater.finished()) {
        finishMember();
      } else if (inflater.needsDictionary()) {
        throw new ZipException("it needs a dictionary");
      } else {
        in.feed(inflater);
      }
    }
    return -1;
  }

  private int inflate(byte[] into, int offset, int length) throws ZipException {
    try {
      return inflater.inflate(into, offset, length);
    } catch (DataFormatException e) {
      throw (ZipException) new ZipException(e.getMessage()).initCause(e);
    }
  }

  private void finishMember() throws IOException {
    in.takeBack(inflater.getRemaining());
    long sum = littleEndian(4);
    long size = littleEndian(4);
    if (sum != crc.getValue() || size != (inflater.getBytesWritten() & 0xffff_ffffL)) {
      throw new ZipException("its checksum is wrong");
    }
    int next = in.read();
    while (next == 0) {
      next = in.read();
    }
    if (next < 0) {
      ended = true;
    } else {
      inflater.reset();
      crc.reset();
      readHeader(next);
    }
  }

  private void readHeader(int first) throws IOException {
    if (first != 0x1f || in.data.readUnsignedByte() != 0x8b) {
      throw new ZipException("what follows a member of gzip is none");
    }
    if (in.data.readUnsignedByte() != 8) {
      throw new ZipException("its method is not deflate");
    }
    int flags = in.data.readUnsignedByte();
    in.data.readInt(); // time
    in.data.readShort(); // hint and system
    if ((flags & HAS_EXTRA) != 0) {
      in.data.readFully(new byte[(int) littleEndian(2)]);
    }
    if ((flags & HAS_NAME) != 0) {
      skipText();
    }
    if ((flags & HAS_COMMENT) != 0) {
      skipText();
    }
    if ((flags & HAS_CRC) != 0) {
      in.data.readShort();
    }
  }

  private void skipText() throws IOException {
    while (in.data.readUnsignedByte() != 0) {
      continue;
    }
  }

  private long littleEndian(int count) throws IOException {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value |= (long) in.data.readUnsignedByte() << 8 * i;
    }
    return value;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }

  /** The compressed bytes, of which the inflater takes many at once and gives the rest back. */
  private static final class Input extends InputStream {
    private final InputStream from;
    private final byte[] buffer = new byte[1 << 16];
    private final DataInputStream data = new DataInputStream(this);
    private int at;
    private int end;

    Input(InputStream from) {
      this.from = from;
    }

    private boolean fill() throws IOException {
      if (at == end) {
        at = 0;
        end = Math.max(0, from.read(buffer));
      }
      return at < end;
    }

    @Override
    public int read() throws IOException {
      return fill() ? buffer[at++] & 0xff : -1;
    }

    void feed(Inflater inflater) throws IOException {
      if (!fill()) {
        throw new EOFException();
      }
      inflater.setInput(buffer, at, end - at);
      at = end;
    }

    void takeBack(int count) {
      at -= count;
    }

    @Override
    public void close() throws IOException {
      from.close();
    }
  }
}
