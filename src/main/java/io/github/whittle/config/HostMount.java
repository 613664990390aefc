package io.github.whittle.config;

import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code <mount>}: a file or folder of this machine that the program sees, as {@code host:path}.
 *
 * @param host absolute
 */
public record HostMount(Path host, TreePath path) {
  static HostMount parse(String text, Path folder) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0 || !text.startsWith("/", colon + 1)) {
      throw new InvalidInputException(
          "'%s' is no mount; write host:path, for example src/test/data:/data".formatted(text));
    }
    var host = folder.resolve(text.substring(0, colon)).normalize();
    if (!Files.exists(host)) {
      throw new InvalidInputException("'%s' to be mounted is not there".formatted(host));
    }
    return new HostMount(host, TreePath.parse(text.substring(colon + 1)));
  }
}
