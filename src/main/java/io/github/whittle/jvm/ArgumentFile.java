package io.github.whittle.jvm;

/**
 * A text as one argument in a file that the java command reads with {@code @}.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/17/docs/specs/man/java.html">java,
 *     Command-line argument files</a>
 */
final class ArgumentFile {
  private ArgumentFile() {}

  /** Quoted only where it must be: scripts read these files too. */
  static String argument(String text) {
    return text.chars().anyMatch(c -> c <= ' ' || c == '"' || c == '\'' || c == '#' || c == '\\')
        ? '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"'
        : text;
  }
}
