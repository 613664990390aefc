package io.github.whittle.config;

import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;

/** What a {@code <target>} may be. */
final class Targets {
  private Targets() {}

  /** Reads an absolute path of the image. */
  static TreePath parse(String text) {
    if (text.indexOf('\\') >= 0 || text.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidInputException(
          "'%s' has a backslash or a control character; write a path of Linux, with '/' between its names"
              .formatted(text.replaceAll("\\p{Cntrl}", "?")));
    }
    if (!text.startsWith("/")) {
      throw new InvalidInputException(
          "'%s' is not absolute; write '/%s'".formatted(text, text.replaceFirst("^(\\./)+", "")));
    }
    Placeholders.refuse(text);
    return TreePath.parse(text);
  }

  /** A file or a link cannot take the place of the root. */
  static void checkSingle(TreePath target) {
    if (target.isRoot()) {
      throw new InvalidInputException(
          "<target> is the folder '/'; write the whole path with the name, for example '/hello'");
    }
  }
}
