package io.github.whittle.tree;

import io.github.whittle.user.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A path in an image: absolute, {@code /} between its names, no {@code .} or {@code ..}, {@code /}
 * alone for the root.
 *
 * <p>Sorted as text, so a folder comes before everything in it.
 */
public record TreePath(String value) implements Comparable<TreePath> {
  public static final TreePath ROOT = new TreePath("/");

  /** Linux' NAME_MAX and PATH_MAX, in bytes of UTF-8. */
  private static final int MAX_NAME = 255;

  private static final int MAX_PATH = 4095;

  public TreePath {
    if (!value.startsWith("/")) {
      throw new InvalidInputException("'%s' is not absolute; write '/%s'".formatted(value, value));
    }
    if (bytes(value) > MAX_PATH) {
      throw new InvalidInputException(
          "'%s…' is longer than %s bytes".formatted(value.substring(0, 80), MAX_PATH));
    }
    if (!value.equals("/")) {
      for (var name : value.substring(1).split("/", -1)) {
        checkName(name, value);
      }
    }
  }

  private static void checkName(String name, String value) {
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      throw new InvalidInputException(
          "'%s' has the name '%s' in it; write the path that is meant".formatted(value, name));
    }
    if (name.indexOf('\0') >= 0) {
      throw new InvalidInputException(
          "a path has a NUL byte: '%s'".formatted(value.replace('\0', '?')));
    }
    if (bytes(name) > MAX_NAME) {
      throw new InvalidInputException(
          "'%s…' is a name of more than %s bytes".formatted(name.substring(0, 40), MAX_NAME));
    }
  }

  private static int bytes(String text) {
    // Most paths are far from the limits: do not encode those.
    return text.length() * 3 <= MAX_NAME ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * Reads a path as people and archives write it: a leading {@code ./} or {@code /}, {@code .} in
   * between and a trailing {@code /} are dropped; {@code ..} is refused, since it may leave the
   * tree.
   */
  public static TreePath parse(String text) {
    var path = new StringBuilder();
    for (var name : text.split("/")) {
      if (name.equals("..")) {
        throw new InvalidInputException(
            "'%s' climbs with '..'; write the path that is meant".formatted(text));
      }
      if (!name.isEmpty() && !name.equals(".")) {
        path.append('/').append(name);
      }
    }
    return path.isEmpty() ? ROOT : new TreePath(path.toString());
  }

  public boolean isRoot() {
    return value.equals("/");
  }

  /** The last name; of the root, the empty text. */
  public String name() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  public Optional<TreePath> parent() {
    if (isRoot()) {
      return Optional.empty();
    }
    int slash = value.lastIndexOf('/');
    return Optional.of(slash == 0 ? ROOT : new TreePath(value.substring(0, slash)));
  }

  /** The folders above, the topmost first, without the root. */
  public List<TreePath> parents() {
    var result = new ArrayList<TreePath>();
    for (var p = parent(); p.isPresent() && !p.get().isRoot(); p = p.get().parent()) {
      result.add(p.get());
    }
    Collections.reverse(result);
    return result;
  }

  /** Whether a path below this one can be within the limit. */
  boolean mayHaveChildren() {
    return bytes(value) + "/x".length() <= MAX_PATH;
  }

  /** Appends one or several names. */
  public TreePath resolve(String names) {
    return names.isEmpty() ? this : new TreePath((isRoot() ? "" : value) + "/" + names);
  }

  public boolean isBelow(TreePath folder) {
    return !equals(folder) && value.startsWith(folder.isRoot() ? "/" : folder.value + "/");
  }

  /** The path without its leading {@code /}, as archives write it; of the root, the empty text. */
  public String relative() {
    return value.substring(1);
  }

  @Override
  public int compareTo(TreePath other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
