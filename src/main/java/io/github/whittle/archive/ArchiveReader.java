package io.github.whittle.archive;

import io.github.whittle.tree.Content;
import io.github.whittle.tree.FileTree;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads an archive that a user has, whatever it is: a tar, plain or compressed with gzip, bzip2, xz
 * or zstd, or a zip. Which one it is, the first bytes tell.
 */
public final class ArchiveReader {
  private ArchiveReader() {}

  /** Says the mode of a file where the archive has none. */
  @FunctionalInterface
  public interface Modes {
    int of(String name, Content content) throws IOException;
  }

  /**
   * The tree of {@code archive}, with the modes and links that it has. Owners and times are those
   * of a tar, and 0 of a zip.
   *
   * @param work keeps what the contents of a compressed tar are read from
   * @throws InvalidInputException that names the file
   */
  public static FileTree read(Path archive, WorkFolder work, Modes modes) throws IOException {
    if (isZip(archive)) {
      return ZipReader.read(archive, modes);
    }
    var plain =
        CompressedFormat.of(archive) == CompressedFormat.PLAIN ? archive : work.unpacked(archive);
    if (!TarReader.isTar(plain)) {
      throw new InvalidInputException(
          "'%s' is no archive that is read; write a tar, plain or compressed with gzip, bzip2, xz or zstd, or a zip"
              .formatted(archive));
    }
    return TarReader.readArchive(plain, archive);
  }

  /** {@code PK}, and the mark of an entry or, if there is none, of the end. */
  private static boolean isZip(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var first = in.readNBytes(4);
      return first.length == 4
          && first[0] == 'P'
          && first[1] == 'K'
          && (first[2] == 3 && first[3] == 4 || first[2] == 5 && first[3] == 6);
    }
  }
}
