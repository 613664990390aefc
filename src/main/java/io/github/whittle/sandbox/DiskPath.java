package io.github.whittle.sandbox;

import io.github.whittle.archive.TarText;
import java.net.URI;
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
    var uri = new StringBuilder("file://");
    for (byte b : TarText.encode(absolute)) {
      boolean plain = b == '/' || b > 0 && Character.isLetterOrDigit(b);
      uri.append(plain ? String.valueOf((char) b) : "%%%02X".formatted(b));
    }
    return Path.of(URI.create(uri.toString()));
  }
}
