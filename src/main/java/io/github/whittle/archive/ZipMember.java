package io.github.whittle.archive;

import io.github.whittle.tree.Bytes;
import io.github.whittle.tree.Content;
import java.io.IOException;
import java.util.zip.CRC32;

/**
 * One entry of a zip, ready to be written into another.
 *
 * <p>Without modes, owners and times: they are of the machine that packed the zip.
 *
 * @param name with {@code /} between its parts, and at the end of a folder's
 * @param rawName as the zip has it
 * @param place in the directory at the zip's end, which may have another order than the entries
 * @param isDeflated whether {@code data} is compressed
 * @param data its bytes as they are written
 * @param content its bytes as whoever reads it gets them
 * @param crc of {@code content}
 */
public record ZipMember(
    String name,
    Bytes rawName,
    boolean isUtf8,
    int place,
    boolean isDeflated,
    Content data,
    Content content,
    long crc) {

  /** The same entry with its bytes as they are. */
  public ZipMember stored() {
    return isDeflated ? of(content, crc) : this;
  }

  /** The same entry with other bytes, stored as they are; reads them once. */
  public ZipMember with(Content other) throws IOException {
    var sum = new CRC32();
    try (var in = other.open()) {
      var buffer = new byte[1 << 13];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sum.update(buffer, 0, n);
      }
    }
    return of(other, sum.getValue());
  }

  /** The same entry at another place in the directory. */
  public ZipMember at(int other) {
    return new ZipMember(name, rawName, isUtf8, other, isDeflated, data, content, crc);
  }

  private ZipMember of(Content other, long sum) {
    return new ZipMember(name, rawName, isUtf8, place, false, other, other, sum);
  }
}
