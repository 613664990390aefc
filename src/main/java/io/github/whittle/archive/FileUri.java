package io.github.whittle.archive;

import java.net.URI;
import java.nio.file.Path;

/**
 * A path as a URI, its bytes as they are: what a URI has another use for, and what is not ASCII, is
 * escaped, so that two paths are never one.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-3.3">RFC 3986, path</a>
 */
public final class FileUri {
  private static final String PLAIN = "/-._~!$&'()*+,;=:@";

  private FileUri() {}

  /**
   * @param path absolute, as {@link TarText#decode} gives it
   */
  public static URI of(String path) {
    var uri = new StringBuilder("file:");
    for (byte b : TarText.encode(path)) {
      boolean plain = b > 0 && (Character.isLetterOrDigit(b) || PLAIN.indexOf(b) >= 0);
      uri.append(plain ? String.valueOf((char) b) : "%%%02X".formatted(b));
    }
    return URI.create(uri.toString());
  }

  /**
   * The same as a path of this machine, of every byte in every locale: Java takes the bytes of a
   * URI that has the (empty) host, and of others only what the locale can write.
   *
   * @param path absolute, as {@link TarText#decode} gives it
   */
  public static Path path(String path) {
    return Path.of(URI.create("file://" + of(path).getRawPath()));
  }
}
