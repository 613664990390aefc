package io.github.whittle.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The parts of a zip around its data, without extra fields, comments and modes: as the jar tool
 * writes them.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">.ZIP File Format
 *     Specification</a>
 */
final class ZipHeaders {
  static final int END_SIZE = 22;
  private static final int LOCAL_SIZE = 30;
  private static final int CENTRAL_SIZE = 46;

  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;

  private static final short VERSION_STORED = 10;
  private static final short VERSION_DEFLATED = 20;
  private static final short DEFLATED = 8;
  private static final short UTF8 = 1 << 11;
  private static final int FIRST_YEAR = 1980;
  private static final int LAST_YEAR = 2107;

  private final short date;
  private final short time;

  /**
   * @param seconds since 1970, of every entry; in UTC, and not before the first day of zip
   */
  ZipHeaders(long seconds) {
    var t = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    if (t.getYear() < FIRST_YEAR || t.getYear() > LAST_YEAR) {
      t = LocalDateTime.of(FIRST_YEAR, 1, 1, 0, 0);
    }
    date = (short) ((t.getYear() - FIRST_YEAR) << 9 | t.getMonthValue() << 5 | t.getDayOfMonth());
    time = (short) (t.getHour() << 11 | t.getMinute() << 5 | t.getSecond() / 2);
  }

  static int localSize(ZipMember member) {
    return LOCAL_SIZE + member.rawName().toArray().length;
  }

  /** Of all headers of a member. */
  static int size(ZipMember member) {
    return localSize(member) + CENTRAL_SIZE + member.rawName().toArray().length;
  }

  byte[] local(ZipMember member) {
    var bytes = buffer(localSize(member));
    bytes.putInt(LOCAL);
    putFacts(bytes, member);
    bytes.putShort((short) 0).put(member.rawName().toArray());
    return bytes.array();
  }

  /** What both headers of a member say: from the version that is needed to the name's length. */
  private void putFacts(ByteBuffer bytes, ZipMember member) {
    bytes
        .putShort(member.isDeflated() ? VERSION_DEFLATED : VERSION_STORED)
        .putShort(member.isUtf8() ? UTF8 : 0)
        .putShort(member.isDeflated() ? DEFLATED : 0)
        .putShort(time)
        .putShort(date)
        .putInt((int) member.crc())
        .putInt((int) member.data().size())
        .putInt((int) member.content().size())
        .putShort((short) member.rawName().toArray().length);
  }

  /**
   * @param order of the members in the directory
   * @param offsets of their local headers
   * @param start of the directory
   */
  byte[] directory(List<ZipMember> members, List<Integer> order, long[] offsets, long start) {
    int size = members.stream().mapToInt(m -> size(m) - localSize(m)).sum();
    var bytes = buffer(size + END_SIZE);
    order.forEach(i -> putCentral(bytes, members.get(i), offsets[i]));
    bytes.putInt(END).putInt(0);
    bytes.putShort((short) members.size()).putShort((short) members.size());
    bytes.putInt(size).putInt((int) start).putShort((short) 0);
    return bytes.array();
  }

  private void putCentral(ByteBuffer bytes, ZipMember member, long offset) {
    bytes.putInt(CENTRAL).putShort(VERSION_DEFLATED);
    putFacts(bytes, member);
    bytes.putLong(0); // No extra field, no comment, first disk, no sign of text.
    bytes.putInt(0).putInt((int) offset).put(member.rawName().toArray());
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
