package io.github.whittle.archive;

import io.github.whittle.tree.Content;
import io.github.whittle.user.InvalidInputException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * A file of a zip, unpacked while it is read, and checked at its end.
 *
 * @param packed its bytes in the zip
 * @param deflated whether they are, or are stored as they are
 * @param size of the unpacked file
 * @param crc of the unpacked file
 */
record ZipPart(Path file, String name, FilePart packed, boolean deflated, long size, long crc)
    implements Content {
  @Override
  public InputStream open() throws IOException {
    var in = packed.open();
    return new CheckedPart(deflated ? new RawInflater(in) : in);
  }

  private InvalidInputException damaged(Throwable cause) {
    return new InvalidInputException(
        "'%s' in the archive '%s' is damaged".formatted(name, file), cause);
  }

  /** Gives the memory of its inflater back. */
  private static final class RawInflater extends InflaterInputStream {
    RawInflater(InputStream in) {
      super(in, new Inflater(true), 1 << 16);
    }

    @Override
    public void close() throws IOException {
      inf.end();
      super.close();
    }
  }

  private final class CheckedPart extends BlockStream {
    private final InputStream plain;
    private final CRC32 sum = new CRC32();
    private long count;

    CheckedPart(InputStream plain) {
      this.plain = plain;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int n = readPlain(into, offset, length);
      if (n > 0) {
        sum.update(into, offset, n);
        count += n;
      }
      if (count > size || n < 0 && (count != size || sum.getValue() != crc)) {
        throw damaged(null);
      }
      return n;
    }

    private int readPlain(byte[] into, int offset, int length) throws IOException {
      try {
        return plain.read(into, offset, length);
      } catch (EOFException | ZipException e) {
        throw damaged(e);
      }
    }

    @Override
    public void close() throws IOException {
      plain.close();
    }
  }
}
