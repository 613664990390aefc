package io.github.whittle.image;

import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 of bytes: of a compressed blob or a manifest ("digest"), or of an uncompressed layer
 * ("diffId").
 *
 * @param hex 64 lowercase hexadecimal digits
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md#digests">OCI
 *     descriptor, digests</a>
 */
public record Digest(String hex) implements Comparable<Digest> {
  private static final String PREFIX = "sha256:";
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  public Digest {
    if (!HEX.matcher(hex).matches()) {
      throw new InvalidInputException(
          "'%s' is not a SHA-256; write 64 lowercase hexadecimal digits".formatted(hex));
    }
  }

  /** Reads {@code sha256:…}; other algorithms are refused. */
  public static Digest parse(String text) {
    if (!text.startsWith(PREFIX) || !HEX.matcher(text.substring(PREFIX.length())).matches()) {
      throw new InvalidInputException(
          "'%s' is not a digest; write sha256: and 64 lowercase hexadecimal digits"
              .formatted(text));
    }
    return new Digest(text.substring(PREFIX.length()));
  }

  public static Digest of(byte[] bytes) {
    return from(sha256().digest(bytes));
  }

  /** Of all that {@code in} has; it stays open. */
  public static Digest of(InputStream in) throws IOException {
    var sha256 = sha256();
    var buffer = new byte[1 << 17];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      sha256.update(buffer, 0, n);
    }
    return from(sha256.digest());
  }

  /** Of a file. */
  public static Digest of(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return of(in);
    }
  }

  /** From the 32 bytes that {@link #sha256()} gave. */
  public static Digest from(byte[] sum) {
    return new Digest(HexFormat.of().formatHex(sum));
  }

  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-256", e);
    }
  }

  @Override
  public int compareTo(Digest other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return PREFIX + hex;
  }
}
