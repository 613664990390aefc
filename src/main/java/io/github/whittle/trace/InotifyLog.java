package io.github.whittle.trace;

import io.github.whittle.tree.TreePath;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line of {@code inotifywait} for paths from the root of the image ({@code /usr}, or {@code
 * ./usr} where it was called in the unpacked image), in its three forms: as it comes ({@code
 * /usr/bin/ OPEN env}), with {@code --csv}, and with a {@code --format} in which the folder comes
 * right before the name ({@code %w%f}), events and times stand before or after them, and blanks
 * between.
 *
 * @see <a href="https://man7.org/linux/man-pages/man1/inotifywait.1.html">inotifywait(1)</a>
 */
final class InotifyLog {
  private static final String EVENT =
      "(?:ACCESS|MODIFY|ATTRIB|CLOSE_WRITE|CLOSE_NOWRITE|CLOSE|OPEN|MOVED_TO|MOVED_FROM|MOVE"
          + "|MOVE_SELF|CREATE|DELETE|DELETE_SELF|UNMOUNT|ISDIR|Q_OVERFLOW|IGNORED)";
  private static final String EVENTS = EVENT + "(?:," + EVENT + ")*";

  private static final Pattern USUAL =
      Pattern.compile("(?:[^/]* )?(?<folder>\\.?/.*?) (?<events>" + EVENTS + ") (?<name>[^/]*)");

  private static final Pattern CSV =
      Pattern.compile(
          "(?<folder>\\.?/[^\"]*?|\"\\.?/(?:[^\"]|\"\")*\"),\"?(?<events>"
              + EVENTS
              + ")\"?,(?<name>[^/]*)");

  private static final Pattern FORMAT =
      Pattern.compile(
          "(?:(?<before>[^/]*) )?(?<folder>\\.?/.*?)(?: (?<after>" + EVENTS + ")(?: .*)?)?");

  private InotifyLog() {}

  /** Also a path alone is a line of some format, but that is a plain list too. */
  static boolean knows(String line) {
    var format = FORMAT.matcher(line);
    return USUAL.matcher(line).matches()
        || CSV.matcher(line).matches()
        || format.matches() && (format.group("before") != null || format.group("after") != null);
  }

  static Optional<TreePath> path(String line) {
    for (var pattern : new Pattern[] {CSV, USUAL, FORMAT}) {
      var match = pattern.matcher(line);
      if (match.matches()) {
        var name = pattern == FORMAT ? "" : unquoted(match.group("name"));
        return Optional.of(TreePath.parse(unquoted(match.group("folder")) + "/" + name));
      }
    }
    // "Setting up watches." and the like.
    return Optional.empty();
  }

  private static String unquoted(String field) {
    return field.startsWith("\"") && field.endsWith("\"") && field.length() > 1
        ? field.substring(1, field.length() - 1).replace("\"\"", "\"")
        : field;
  }
}
