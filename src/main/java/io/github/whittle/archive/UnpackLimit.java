package io.github.whittle.archive;

import io.github.whittle.user.InvalidInputException;

/**
 * How much a compressed file may unpack to before it is taken for a bomb.
 *
 * @param size in bytes, whatever the file's own size
 * @param ratio how many times its own size a file may unpack to
 * @param free bytes that {@code ratio} does not count against: small files of zeros are honest
 */
public record UnpackLimit(long size, int ratio, long free) {
  /** Real layers have ratios of 2 to 20; only long runs of one byte have more than 200. */
  public static final UnpackLimit USUAL = new UnpackLimit(64L << 30, 200, 2L << 30);

  /** The most bytes that {@code file} may unpack to, if it has {@code packed} itself. */
  public long of(long packed) {
    return Math.min(size, Math.max(free, packed > size / ratio ? size : packed * ratio));
  }

  /**
   * The error for it.
   *
   * @param what has so much in it, for the message
   */
  public InvalidInputException refuse(String what, long packed) {
    return new InvalidInputException(
        "%s has %s bytes and unpacks to more than %s, which only a bomb does (if it is none, pack it less)"
            .formatted(what, packed, of(packed)));
  }
}
