package io.github.whittle.archive;

import io.github.whittle.archive.UnpackedNames.BelowLinks;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.Entry.Symlink;
import io.github.whittle.tree.FileTree;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;

/**
 * Reads a zip, or a jar, on disk into a tree whose contents are parts of that file.
 *
 * <p>Modes and symbolic links are those that zip keeps for Unix. Times are not read: they are of
 * the unknown zone of whoever wrote it. Bounds are those of {@link TarReader} and {@link
 * Decompression}.
 */
final class ZipReader {
  private static final int MAX_LINK = 4095;

  private final Path file;
  private final ArchiveReader.Modes modes;
  private final UnpackLimit limit;
  private final UnpackedNames names =
      new UnpackedNames(BelowLinks.REFUSED, UnpackedNames.MAX_ENTRIES);
  private long unpacked;

  private ZipReader(Path file, ArchiveReader.Modes modes, UnpackLimit limit) {
    this.file = file;
    this.modes = modes;
    this.limit = limit;
  }

  /**
   * @throws InvalidInputException that names the file
   */
  static FileTree read(Path zip, ArchiveReader.Modes modes) throws IOException {
    return read(zip, modes, UnpackLimit.USUAL);
  }

  static FileTree read(Path zip, ArchiveReader.Modes modes, UnpackLimit limit) throws IOException {
    var reader = new ZipReader(zip, modes, limit);
    try (var opened = open(zip)) {
      for (var entry : Collections.list(opened.getEntriesInPhysicalOrder())) {
        reader.count(entry.getSize());
        reader.names.put(UnpackedNames.path(entry.getName()), reader.entry(entry));
      }
      return reader.names.tree();
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          "the archive '%s' cannot be read: %s".formatted(zip, e.getMessage()), e);
    }
  }

  static ZipFile open(Path zip) throws IOException {
    var bytes = Files.newByteChannel(zip);
    try {
      return ZipFile.builder().setSeekableByteChannel(bytes).get();
    } catch (IOException | RuntimeException e) {
      // commons-compress answers some damage with exceptions of arrays and arguments.
      bytes.close();
      throw new InvalidInputException("it is no zip, or damaged: " + e.getMessage(), e);
    }
  }

  private void count(long size) throws IOException {
    unpacked += Math.max(0, size);
    long packed = Files.size(file);
    if (unpacked > limit.of(packed)) {
      throw limit.refuse("'%s'".formatted(file), packed);
    }
  }

  private Entry entry(ZipArchiveEntry entry) throws IOException {
    int mode = entry.getUnixMode();
    if (entry.isDirectory()) {
      return new Directory(attributes(mode == 0 ? 0755 : mode));
    }
    var content = content(file, entry);
    return switch (mode & UnixStat.FILE_TYPE_FLAG) {
      case UnixStat.LINK_FLAG -> new Symlink(attributes(0777), target(entry, content));
      case UnixStat.DIR_FLAG -> new Directory(attributes(mode));
      case UnixStat.FILE_FLAG, 0 ->
          new RegularFile(
              attributes(mode == 0 ? modes.of(entry.getName(), content) : mode), content);
      default ->
          throw new InvalidInputException(
              "'%s' is neither a file, a folder nor a link".formatted(entry.getName()));
    };
  }

  private static Attributes attributes(int mode) {
    return Attributes.of(mode & 07777, 0);
  }

  static ZipPart content(Path file, ZipArchiveEntry entry) {
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      throw new InvalidInputException(
          "'%s' is encrypted; write an archive without a password".formatted(entry.getName()));
    }
    var method = ZipMethod.getMethodByCode(entry.getMethod());
    if (method != ZipMethod.STORED && method != ZipMethod.DEFLATED) {
      throw new InvalidInputException(
          "'%s' is compressed with method %s; write an archive with deflate"
              .formatted(entry.getName(), entry.getMethod()));
    }
    var packed = new FilePart(file, entry.getDataOffset(), entry.getCompressedSize());
    return new ZipPart(
        file,
        entry.getName(),
        packed,
        method == ZipMethod.DEFLATED,
        entry.getSize(),
        entry.getCrc());
  }

  private static String target(ZipArchiveEntry entry, Content content) throws IOException {
    if (content.size() > MAX_LINK) {
      throw new InvalidInputException(
          "the link '%s' has a target of %s bytes".formatted(entry.getName(), content.size()));
    }
    try (var in = content.open()) {
      return TarText.decode(in.readAllBytes());
    }
  }
}
