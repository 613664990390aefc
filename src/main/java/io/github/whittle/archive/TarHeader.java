package io.github.whittle.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;

/**
 * One ustar header, written so that a PAX record stands beside it only for a value that it cannot
 * hold.
 *
 * @param type the typeflag, for example {@link TarConstants#LF_NORMAL}
 * @param name as it stands in the archive, in bytes
 * @param link the target of a link, else empty
 * @param size of the content in bytes
 * @see <a
 *     href="https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06">POSIX
 *     pax, ustar interchange format</a>
 */
record TarHeader(
    byte type,
    byte[] name,
    byte[] link,
    int mode,
    long uid,
    long gid,
    long size,
    long mtime,
    int major,
    int minor) {
  static final int BLOCK = 512;

  private static final int NAME = 100;
  private static final int PREFIX = 155;
  private static final int PREFIX_OFFSET = 345;
  private static final long MAX_ID = 07777777L;
  private static final long MAX_SIZE = 077777777777L;
  private static final byte[] MAGIC = "ustar\00000".getBytes(StandardCharsets.US_ASCII);

  /** What does not fit; the fields of the header then hold zeros or the beginning. */
  PaxRecords pax() {
    var pax = new PaxRecords();
    if (splitAt() < 0) {
      putName(pax, "path", name);
    }
    if (link.length > NAME || !TarText.isAscii(link)) {
      putName(pax, "linkpath", link);
    }
    putNumber(pax, "uid", uid, MAX_ID);
    putNumber(pax, "gid", gid, MAX_ID);
    putNumber(pax, "size", size, MAX_SIZE);
    putNumber(pax, "mtime", mtime, MAX_SIZE);
    return pax;
  }

  private static void putName(PaxRecords pax, String key, byte[] value) {
    pax.put(key, value);
    if (!TarText.isUtf8(value)) {
      pax.put("hdrcharset", "BINARY");
    }
  }

  private static void putNumber(PaxRecords pax, String key, long value, long max) {
    if (fitted(value, max) != value) {
      pax.put(key, Long.toString(value));
    }
  }

  private static long fitted(long value, long max) {
    return value < 0 || value > max ? 0 : value;
  }

  /**
   * Where the name is cut into prefix and name: 0 if it need not be, the place of a slash, or -1 if
   * a PAX record must hold it.
   */
  private int splitAt() {
    if (!TarText.isAscii(name)) {
      return -1;
    }
    if (name.length <= NAME) {
      return 0;
    }
    int from = Math.max(1, name.length - NAME - 1);
    for (int i = from; i <= PREFIX && i < name.length - 1; i++) {
      if (name[i] == '/') {
        return i;
      }
    }
    return -1;
  }

  byte[] bytes() {
    var block = new byte[BLOCK];
    int split = splitAt();
    putText(block, 0, split > 0 ? Arrays.copyOfRange(name, split + 1, name.length) : name);
    int at = NAME;
    at = TarUtils.formatLongOctalBytes(mode, block, at, 8);
    at = TarUtils.formatLongOctalBytes(fitted(uid, MAX_ID), block, at, 8);
    at = TarUtils.formatLongOctalBytes(fitted(gid, MAX_ID), block, at, 8);
    at = TarUtils.formatLongOctalBytes(fitted(size, MAX_SIZE), block, at, 12);
    at = TarUtils.formatLongOctalBytes(fitted(mtime, MAX_SIZE), block, at, 12);
    Arrays.fill(block, at, at + 8, (byte) ' '); // The checksum is taken with blanks in its place.
    block[at + 8] = type;
    putText(block, at + 9, link);
    System.arraycopy(MAGIC, 0, block, 257, MAGIC.length);
    TarUtils.formatLongOctalBytes(major, block, 329, 8);
    TarUtils.formatLongOctalBytes(minor, block, 337, 8);
    System.arraycopy(name, 0, block, PREFIX_OFFSET, Math.max(split, 0));
    TarUtils.formatCheckSumOctalBytes(TarUtils.computeCheckSum(block), block, at, 8);
    return block;
  }

  private static void putText(byte[] block, int at, byte[] text) {
    System.arraycopy(text, 0, block, at, Math.min(text.length, NAME));
  }
}
