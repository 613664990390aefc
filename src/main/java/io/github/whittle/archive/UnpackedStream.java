package io.github.whittle.archive;

import io.github.whittle.user.InvalidInputException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a compressed file unpacks to, up to a limit. What any of the decompressors says of damage
 * becomes one error that begins with its name; errors of the disk stay what they are.
 */
final class UnpackedStream extends BlockStream {
  private final String name;
  private final long packed;
  private final UnpackLimit limit;
  private final DiskStream disk;
  private final InputStream plain;
  private long count;

  private UnpackedStream(
      Path file, CompressedFormat format, UnpackLimit limit, String name, DiskStream disk)
      throws IOException {
    this.name = name;
    this.packed = Files.size(file);
    this.limit = limit;
    this.disk = disk;
    this.plain = attempt(() -> format.over(disk));
  }

  /**
   * @param name of the file, for messages
   */
  static UnpackedStream open(Path file, CompressedFormat format, UnpackLimit limit, String name)
      throws IOException {
    var disk = new DiskStream(Files.newInputStream(file));
    try {
      return new UnpackedStream(file, format, limit, name, disk);
    } catch (IOException | RuntimeException e) {
      disk.close();
      throw e;
    }
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int n = attempt(() -> plain.read(into, offset, length));
    count += Math.max(0, n);
    if (count > limit.of(packed)) {
      throw limit.refuse(name, packed);
    }
    return n;
  }

  private interface Work<T> {
    T done() throws IOException;
  }

  private <T> T attempt(Work<T> work) throws IOException {
    try {
      return work.done();
    } catch (EOFException e) {
      throw new InvalidInputException(name + " ends in the middle", e);
    } catch (IOException | RuntimeException e) {
      // commons-compress answers some damage with exceptions of arrays.
      if (disk.failure != null) {
        throw disk.failure;
      }
      throw new InvalidInputException(
          "%s cannot be unpacked: %s".formatted(name, e.getMessage()), e);
    }
  }

  @Override
  public void close() throws IOException {
    plain.close();
  }

  /** Remembers what the disk said, since the decompressors' own errors are of the same kind. */
  private static final class DiskStream extends FilterInputStream {
    private IOException failure;

    DiskStream(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      try {
        return in.read(into, offset, length);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }
}
