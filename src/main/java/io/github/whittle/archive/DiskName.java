package io.github.whittle.archive;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Names of files as the disk has them: bytes, read as UTF-8.
 *
 * <p>A {@code Path}'s own text depends on the locale: in the POSIX locale, which CI containers
 * often have, every letter that is not ASCII becomes the same question mark.
 */
public final class DiskName {
  private DiskName() {}

  /** A relative or absolute path with {@code /} between its names. */
  public static String of(Path path) {
    return (path.isAbsolute() ? "/" : "")
        + StreamSupport.stream(path.spliterator(), false)
            .map(DiskName::last)
            .collect(Collectors.joining("/"));
  }

  /** One name, out of the URI: it quotes the bytes, not the text. */
  private static String last(Path name) {
    var raw = name.toUri().getRawPath().replaceFirst("/$", "");
    var quoted = raw.substring(raw.lastIndexOf('/') + 1);
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < quoted.length(); i++) {
      boolean escape = quoted.charAt(i) == '%';
      bytes.write(escape ? Integer.parseInt(quoted, i + 1, i + 3, 16) : quoted.charAt(i));
      i += escape ? 2 : 0;
    }
    return TarText.decode(bytes.toByteArray());
  }
}
