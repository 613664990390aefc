package io.github.whittle.archive;

import io.github.whittle.archive.UnpackedNames.BelowLinks;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.Device;
import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.Fifo;
import io.github.whittle.tree.Entry.HardLink;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.Entry.Symlink;
import io.github.whittle.tree.FileTree;
import io.github.whittle.user.InvalidInputException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Reads an uncompressed tar on disk into a tree whose contents are parts of that file: v7, ustar,
 * PAX with global headers, and GNU's old and new forms, also of sparse files.
 *
 * <p>A path that comes twice is what it was last. A leading {@code /} or {@code ./} is dropped and
 * missing zeros at the end are accepted; missing content, {@code ..} and damaged headers are
 * refused, and so are more than two million entries, folders more than 256 deep, and contents of
 * more than 64 GiB. Owners are the numbers; access and change times are not read.
 */
public final class TarReader {
  /** GNU tar's folders in incremental archives, with a list of names behind. */
  private static final byte DUMP_DIR = 'D';

  /** The label that GNU tar gives a tape. */
  private static final byte VOLUME = 'V';

  private final TarBytes tar;
  private final UnpackedNames names;
  private final PaxRecords global = new PaxRecords();
  private PaxRecords pax = new PaxRecords(global);
  private final TarLimits limits = new TarLimits();
  private long start;
  private long at;

  private TarReader(TarBytes tar, UnpackedNames names) {
    this.tar = tar;
    this.names = names;
  }

  /**
   * Reads all of a layer; the contents read the file again whenever they are opened. An entry below
   * a link of the same layer is put where the link leads, as runtimes do.
   *
   * @throws InvalidInputException that names the file
   */
  public static FileTree read(Path tar) throws IOException {
    return read(tar, named(tar));
  }

  /**
   * The same of a layer that the user knows by another name.
   *
   * @param name that errors begin with
   */
  public static FileTree read(Path tar, String name) throws IOException {
    return read(tar, name, new UnpackedNames(BelowLinks.FOLLOWED, UnpackedNames.MAX_ENTRIES));
  }

  /**
   * As {@link #read}, for archives of users: an entry below a link of the same archive is refused,
   * since it may lead anywhere.
   *
   * @param archive what the user knows; {@code tar} may be what it unpacks to
   */
  static FileTree readArchive(Path tar, Path archive) throws IOException {
    return read(
        tar, named(archive), new UnpackedNames(BelowLinks.REFUSED, UnpackedNames.MAX_ENTRIES));
  }

  private static String named(Path archive) {
    return "the archive '%s'".formatted(archive);
  }

  /** Whether {@code file} begins as a tar does. */
  static boolean isTar(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var block = in.readNBytes(TarHeader.BLOCK);
      return block.length == TarHeader.BLOCK && (isZero(block) || TarMember.isHeader(block));
    }
  }

  static FileTree read(Path tar, String name, UnpackedNames names) throws IOException {
    try (var channel = FileChannel.open(tar)) {
      var reader = new TarReader(new TarBytes(tar, channel), names);
      reader.readAll();
      return names.tree();
    } catch (EOFException e) {
      throw new InvalidInputException(name + " ends in the middle", e);
    } catch (InvalidInputException e) {
      throw new InvalidInputException("%s cannot be read: %s".formatted(name, e.getMessage()), e);
    }
  }

  private void readAll() throws IOException {
    try {
      while (at < tar.size() && readMember()) {
        continue;
      }
    } catch (InvalidInputException e) {
      throw new InvalidInputException("byte %s: %s".formatted(start, e.getMessage()), e);
    }
  }

  /** False at the end, which is two blocks of zeros. */
  private boolean readMember() throws IOException {
    start = at;
    var block = tar.block(at);
    at += TarHeader.BLOCK;
    if (isZero(block)) {
      if (!isZero(tar.block(at))) {
        throw new InvalidInputException("a single block of zeros stands between entries");
      }
      return false;
    }
    if (at > tar.size()) {
      throw new EOFException();
    }
    read(TarMember.parse(block, pax));
    return true;
  }

  private void read(TarMember member) throws IOException {
    switch (member.type()) {
      case TarConstants.LF_PAX_EXTENDED_HEADER_LC, TarConstants.LF_PAX_EXTENDED_HEADER_UC ->
          pax.putAll(extension(member));
      case TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER -> global.putAll(extension(member));
      case TarConstants.LF_GNUTYPE_LONGNAME -> pax.put("path", text(extension(member)));
      case TarConstants.LF_GNUTYPE_LONGLINK -> pax.put("linkpath", text(extension(member)));
      case VOLUME -> skip(member.size());
      default -> {
        names.put(UnpackedNames.path(member.name()), entry(member));
        pax = new PaxRecords(global);
      }
    }
  }

  private byte[] extension(TarMember member) throws IOException {
    long size = member.ownSize();
    limits.countExtension(size);
    var bytes = tar.read(at, (int) size);
    skip(size);
    return bytes;
  }

  private Entry entry(TarMember member) throws IOException {
    return switch (member.type()) {
      case TarConstants.LF_NORMAL,
          TarConstants.LF_OLDNORM,
          TarConstants.LF_CONTIG,
          TarConstants.LF_GNUTYPE_SPARSE ->
          file(member);
      case DUMP_DIR -> {
        skip(member.size());
        yield new Directory(member.attributes());
      }
      case TarConstants.LF_DIR -> new Directory(member.attributes());
      case TarConstants.LF_SYMLINK -> new Symlink(member.attributes(), member.link());
      case TarConstants.LF_LINK -> new HardLink(UnpackedNames.path(member.link()));
      case TarConstants.LF_CHR -> member.device(Device.Kind.CHARACTER);
      case TarConstants.LF_BLK -> member.device(Device.Kind.BLOCK);
      case TarConstants.LF_FIFO -> new Fifo(member.attributes());
      default ->
          throw new InvalidInputException(
              "'%s' is of the type 0x%02x, which no layer holds; write the archive with tar --format=posix"
                  .formatted(member.name(), member.type()));
    };
  }

  /** Or a folder of the time when those had no type of their own. */
  private Entry file(TarMember member) throws IOException {
    if (member.name().endsWith("/")) {
      skip(member.size());
      return new Directory(member.attributes());
    }
    var sparse = SparseReader.read(tar, member, at);
    long stored = member.size();
    if (sparse.isPresent()) {
      at = sparse.get().offset();
      stored = sparse.get().map().stored();
      limits.countMap(sparse.get().map());
    }
    Content content = sparse.isPresent() ? sparse.get() : new FilePart(tar.file(), at, stored);
    limits.countContent(content.size());
    skip(stored);
    return new RegularFile(member.attributes(), content);
  }

  private void skip(long size) throws IOException {
    if (size > tar.size() - at) {
      throw new EOFException();
    }
    long blocks = (size + TarHeader.BLOCK - 1) / TarHeader.BLOCK;
    at += blocks * TarHeader.BLOCK;
  }

  /** GNU's long names end with a NUL. */
  private static byte[] text(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
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
