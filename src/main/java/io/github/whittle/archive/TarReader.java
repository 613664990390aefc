package io.github.whittle.archive;

import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Bytes;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.Device;
import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.Fifo;
import io.github.whittle.tree.Entry.HardLink;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.Entry.Symlink;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipEncoding;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;

/**
 * Reads an uncompressed tar on disk into a tree whose contents are parts of that file.
 *
 * <p>A path that comes twice is what it was last. A leading {@code /} or {@code ./} is dropped and
 * missing zeros at the end are accepted; missing content, {@code ..} and damaged headers are
 * refused. Owners are the numbers; access and change times are not read.
 */
public final class TarReader {
  /** Names and PAX headers that are longer than this are an attack. */
  private static final int MAX_HEADER = 1 << 20;

  /** One byte a character: the names stay bytes until {@link TarText} decodes them. */
  private static final ZipEncoding RAW = ZipEncodingHelper.getZipEncoding("ISO-8859-1");

  private final Path file;
  private final FileChannel channel;
  private final TreeMap<TreePath, Entry> entries = new TreeMap<>();
  private final PaxRecords global = new PaxRecords();
  private PaxRecords pax = new PaxRecords();
  private long at;

  private TarReader(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Reads all of {@code tar}; the contents read it again whenever they are opened. */
  public static FileTree read(Path tar) throws IOException {
    try (var channel = FileChannel.open(tar)) {
      return new TarReader(tar, channel).read();
    } catch (EOFException e) {
      throw new InvalidInputException("the archive '%s' ends in the middle".formatted(tar), e);
    }
  }

  private FileTree read() throws IOException {
    while (at < channel.size()) {
      var block = bytes(at, TarHeader.BLOCK);
      at += TarHeader.BLOCK;
      if (isZero(block)) {
        break;
      }
      read(header(block));
    }
    return FileTree.of(entries);
  }

  private TarArchiveEntry header(byte[] block) {
    try {
      var header = new TarArchiveEntry(block, RAW);
      if (header.isCheckSumOK()) {
        return header;
      }
    } catch (IllegalArgumentException | IOException e) {
      throw new InvalidInputException(damaged("a field is no number"), e);
    }
    throw new InvalidInputException(damaged("the checksum is wrong"));
  }

  private String damaged(String why) {
    return "the archive '%s' has a damaged header at byte %d: %s"
        .formatted(file, at - TarHeader.BLOCK, why);
  }

  private void read(TarArchiveEntry header) throws IOException {
    long size = size(header);
    switch (header.getLinkFlag()) {
      case TarConstants.LF_PAX_EXTENDED_HEADER_LC, TarConstants.LF_PAX_EXTENDED_HEADER_UC ->
          pax.putAll(PaxRecords.decode(small(size)));
      case TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER ->
          global.putAll(PaxRecords.decode(small(size)));
      case TarConstants.LF_GNUTYPE_LONGNAME -> pax.put("path", text(small(size)));
      case TarConstants.LF_GNUTYPE_LONGLINK -> pax.put("linkpath", text(small(size)));
      default -> {
        var records = new PaxRecords();
        records.putAll(global);
        records.putAll(pax);
        pax = new PaxRecords();
        put(header, records, records.number("size", header.getSize()));
        return;
      }
    }
    skip(size);
  }

  /** The size in the header itself: those of PAX and long names have no records before them. */
  private long size(TarArchiveEntry header) {
    if (header.getSize() < 0) {
      throw new InvalidInputException(damaged("the size is negative"));
    }
    return header.getSize();
  }

  private void put(TarArchiveEntry header, PaxRecords records, long size) throws IOException {
    var path = TreePath.parse(name(records, "path", header.getName()));
    var attributes = attributes(header, records);
    long data = 0;
    Entry entry;
    switch (header.getLinkFlag()) {
      case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG -> {
        boolean folder = name(records, "path", header.getName()).endsWith("/");
        data = size;
        entry = folder ? new Directory(attributes) : file(attributes, size);
      }
      case TarConstants.LF_DIR -> entry = new Directory(attributes);
      case TarConstants.LF_SYMLINK -> entry = new Symlink(attributes, link(header, records));
      case TarConstants.LF_LINK -> entry = new HardLink(TreePath.parse(link(header, records)));
      case TarConstants.LF_CHR -> entry = device(header, attributes, Device.Kind.CHARACTER);
      case TarConstants.LF_BLK -> entry = device(header, attributes, Device.Kind.BLOCK);
      case TarConstants.LF_FIFO -> entry = new Fifo(attributes);
      default ->
          throw new InvalidInputException(
              "'%s' in the archive '%s' is of the type '%c', which no layer holds; write the archive"
                      .formatted(path, file, header.getLinkFlag())
                  + " with tar --format=posix and without --sparse");
    }
    replace(path, entry);
    skip(data);
  }

  private void replace(TreePath path, Entry entry) {
    if (!(entry instanceof Directory) && entries.get(path) instanceof Directory) {
      entries.keySet().removeIf(p -> p.isBelow(path));
    }
    entries.put(path, entry);
  }

  private Entry file(Attributes attributes, long size) throws IOException {
    if (size < 0 || size > channel.size() - at) {
      throw new EOFException();
    }
    return new RegularFile(attributes, new FilePart(file, at, size));
  }

  private static Entry device(TarArchiveEntry header, Attributes attributes, Device.Kind kind) {
    return new Device(attributes, kind, header.getDevMajor(), header.getDevMinor());
  }

  private static String link(TarArchiveEntry header, PaxRecords records) {
    return name(records, "linkpath", header.getLinkName());
  }

  private static String name(PaxRecords records, String key, String raw) {
    return TarText.decode(
        records.has(key) ? records.bytes(key) : raw.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Attributes attributes(TarArchiveEntry header, PaxRecords records) {
    var xattrs = new TreeMap<String, Bytes>();
    for (Map.Entry<String, byte[]> e : records.startingWith(PaxRecords.XATTR).entrySet()) {
      xattrs.put(e.getKey(), Bytes.of(e.getValue()));
    }
    return new Attributes(
        header.getMode() & 07777,
        records.number("uid", header.getLongUserId()),
        records.number("gid", header.getLongGroupId()),
        records.number("mtime", Math.floorDiv(header.getModTime().getTime(), 1000L)),
        xattrs);
  }

  private void skip(long size) throws IOException {
    if (size > channel.size() - at) {
      throw new EOFException();
    }
    long blocks = (size + TarHeader.BLOCK - 1) / TarHeader.BLOCK;
    at += blocks * TarHeader.BLOCK;
  }

  private byte[] small(long size) throws IOException {
    if (size > MAX_HEADER) {
      throw new InvalidInputException(damaged("a name of %d bytes".formatted(size)));
    }
    return bytes(at, (int) size);
  }

  private byte[] bytes(long from, int count) throws IOException {
    var buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        throw new EOFException();
      }
    }
    return buffer.array();
  }

  /** GNU's long names end with a NUL. */
  private static byte[] text(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }

  private static boolean isZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }
}
