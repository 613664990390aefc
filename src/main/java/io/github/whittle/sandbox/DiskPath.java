package io.github.whittle.sandbox;

import io.github.whittle.archive.FileUri;
import java.nio.file.Path;

/**
 * Names of an image as names on disk: the same bytes, whatever the locale says. A {@code Path} made
 * of text would refuse in the POSIX locale what is not ASCII; one made of a URI takes every byte.
 */
final class DiskPath {
  private DiskPath() {}

  /**
   * @param name relative to {@code folder}
   */
  static Path below(Path folder, String name) {
    return isAscii(name)
        ? folder.resolve(name)
        : folder.resolve(of("/" + name).subpath(0, parts(name)));
  }

  /** A text as it is written into a symbolic link, relative or absolute. */
  static Path target(String text) {
    if (isAscii(text)) {
      return Path.of(text);
    }
    return text.startsWith("/") ? of(text) : of("/" + text).subpath(0, parts(text));
  }

  private static int parts(String name) {
    return of("/" + name).getNameCount();
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static Path of(String absolute) {
    return FileUri.path(absolute);
  }
}
