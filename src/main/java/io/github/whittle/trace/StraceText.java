package io.github.whittle.trace;

import io.github.whittle.archive.TarText;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How strace writes names: quoted, with octal and hexadecimal escapes for bytes; and descriptors.
 */
final class StraceText {
  private static final Pattern QUOTED = Pattern.compile("\"(.*)\"", Pattern.DOTALL);

  private static final Pattern HANDLE =
      Pattern.compile("(?<handle>AT_FDCWD|-?\\d+)(?:<(?<path>.*)>)?.*", Pattern.DOTALL);

  private static final Pattern ESCAPE =
      Pattern.compile("\\\\(?:x([0-9a-f]{2})|([0-7]{1,3})|(.))|([^\\\\]+)", Pattern.DOTALL);

  private StraceText() {}

  /** The text of a quoted argument. */
  static Optional<String> quoted(String argument) {
    var match = QUOTED.matcher(argument);
    return match.matches() ? Optional.of(unescaped(match.group(1))) : Optional.empty();
  }

  /** {@code AT_FDCWD} or a number. */
  static Optional<String> handle(String argument) {
    return matched(argument).map(match -> match.group("handle"));
  }

  /** What {@code strace -y} says that a descriptor stands for, if it is a path. */
  static Optional<String> handlePath(String argument) {
    return matched(argument)
        .map(match -> match.group("path"))
        .map(path -> unescaped(path).replaceFirst(" ?\\(deleted\\)$", ""))
        .filter(path -> path.startsWith("/"));
  }

  private static Optional<Matcher> matched(String argument) {
    var match = HANDLE.matcher(argument);
    return match.matches() ? Optional.of(match) : Optional.empty();
  }

  private static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    var out = new ByteArrayOutputStream();
    for (var match = ESCAPE.matcher(text); match.find(); ) {
      if (match.group(4) != null) {
        out.writeBytes(TarText.encode(match.group(4)));
      } else {
        out.write(code(match));
      }
    }
    return TarText.decode(out.toByteArray());
  }

  private static int code(Matcher match) {
    if (match.group(1) != null) {
      return Integer.parseInt(match.group(1), 16);
    }
    if (match.group(2) != null) {
      return Integer.parseInt(match.group(2), 8);
    }
    return switch (match.group(3).charAt(0)) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'v' -> 0x0b;
      case 'f' -> '\f';
      default -> match.group(3).charAt(0);
    };
  }
}
