package io.github.whittle.archive;

import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Bytes;
import io.github.whittle.tree.Entry.Device;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.apache.commons.compress.archivers.zip.ZipEncoding;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;

/**
 * One header of a tar, of any dialect, with the records that stand before it and count instead of
 * its fields.
 */
record TarMember(byte[] block, TarArchiveEntry header, PaxRecords records) {
  /** One byte a character: the names stay bytes until {@link TarText} decodes them. */
  private static final ZipEncoding RAW = ZipEncodingHelper.getZipEncoding("ISO-8859-1");

  private static final int UID = 108;
  private static final int GID = 116;
  private static final int MAJOR = 329;
  private static final int MINOR = 337;

  /** Linux has 12 bits for the major number of a device and 20 for the minor. */
  private static final int MAX_MAJOR = 0xfff;

  private static final int MAX_MINOR = 0xfffff;

  static TarMember parse(byte[] block, PaxRecords records) {
    try {
      var header = new TarArchiveEntry(block, RAW);
      if (header.isCheckSumOK()) {
        return new TarMember(block, header, records);
      }
    } catch (IllegalArgumentException | IOException e) {
      throw new InvalidInputException("a field of a header is no number", e);
    }
    throw new InvalidInputException("the checksum of a header is wrong");
  }

  static boolean isHeader(byte[] block) {
    try {
      parse(block, new PaxRecords());
      return true;
    } catch (InvalidInputException e) {
      return false;
    }
  }

  byte type() {
    return header.getLinkFlag();
  }

  /** How many bytes follow the header itself; those of records before it do not count. */
  long ownSize() {
    return checked(header.getSize());
  }

  /** How many bytes of content follow. */
  long size() {
    return checked(records.number("size", header.getSize()));
  }

  private static long checked(long size) {
    if (size < 0) {
      throw new InvalidInputException("a size is negative");
    }
    return size;
  }

  String name() {
    return records.has("GNU.sparse.name")
        ? TarText.decode(records.bytes("GNU.sparse.name"))
        : text("path", header.getName());
  }

  String link() {
    return text("linkpath", header.getLinkName());
  }

  private String text(String key, String raw) {
    return TarText.decode(
        records.has(key) ? records.bytes(key) : raw.getBytes(StandardCharsets.ISO_8859_1));
  }

  Attributes attributes() {
    var xattrs = new TreeMap<String, Bytes>();
    for (Map.Entry<String, byte[]> e : records.startingWith(PaxRecords.XATTR).entrySet()) {
      xattrs.put(e.getKey(), Bytes.of(e.getValue()));
    }
    return new Attributes(
        header.getMode() & 07777,
        records.number("uid", number(UID)),
        records.number("gid", number(GID)),
        records.number("mtime", header.getLastModifiedTime().to(TimeUnit.SECONDS)),
        xattrs);
  }

  Device device(Device.Kind kind) {
    long major = number(MAJOR);
    long minor = number(MINOR);
    if (major < 0 || major > MAX_MAJOR || minor < 0 || minor > MAX_MINOR) {
      throw new InvalidInputException("no Linux has a device %s:%s".formatted(major, minor));
    }
    return new Device(attributes(), kind, (int) major, (int) minor);
  }

  /** A field that commons-compress cuts down to 32 bits, though base-256 has more. */
  private long number(int at) {
    try {
      return TarUtils.parseOctalOrBinary(block, at, 8);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("a field of a header is no number", e);
    }
  }
}
