package io.github.whittle.archive;

import io.github.whittle.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;

/**
 * Unpacks gzip (also of several members), zstd (also of several and skippable frames), bzip2 and
 * xz; what is none of these is taken as it is. Which one it is, the first bytes tell.
 *
 * <p>Reading gives an {@link io.github.whittle.user.InvalidInputException} that names the file
 * where it is damaged, ends too early, or unpacks to so much that it can only be a bomb: more than
 * 64 GiB, or more than 2 GiB and 200 times its own size.
 */
public final class Decompression {
  private Decompression() {}

  /** The bytes that {@code blob} unpacks to. */
  public static InputStream open(Path blob) throws IOException {
    return open(blob, UnpackLimit.USUAL, quoted(blob));
  }

  static InputStream open(Path blob, UnpackLimit limit, String name) throws IOException {
    var format = CompressedFormat.of(blob);
    return format == CompressedFormat.PLAIN
        ? Files.newInputStream(blob)
        : UnpackedStream.open(blob, format, limit, name);
  }

  /**
   * Writes the bytes that {@code blob} unpacks to into the new file {@code plain}.
   *
   * @return the SHA-256 of what was written: of a layer, the diffId
   */
  public static Digest toFile(Path blob, Path plain) throws IOException {
    return toFile(blob, plain, quoted(blob));
  }

  /**
   * The same of a file that the user knows by another name.
   *
   * @param name that errors begin with
   */
  public static Digest toFile(Path blob, Path plain, String name) throws IOException {
    var sha256 = Digest.sha256();
    try (var in = open(blob, UnpackLimit.USUAL, name);
        var ahead = new ReadAhead(in);
        var out = new DigestOutputStream(Files.newOutputStream(plain), sha256)) {
      ahead.copyTo(out);
    }
    return Digest.from(sha256.digest());
  }

  private static String quoted(Path file) {
    return "'%s'".formatted(file);
  }
}
