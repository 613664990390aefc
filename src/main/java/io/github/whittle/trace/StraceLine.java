package io.github.whittle.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One whole line of {@code strace -f}: who, which call, its arguments as they are written, and what
 * it gave.
 *
 * @param process its number, or nothing where strace followed one process only
 * @param arguments at the top level, without the commas between
 * @param result behind the {@code =}, for example {@code -1 ENOENT (No such file or directory)}
 */
record StraceLine(String process, String call, List<String> arguments, String result) {
  private static final String START =
      "(?:\\[pid +(?<pid>\\d+)\\] |(?<pid2>\\d+) +)?(?:\\d[\\d:.]* +(?:\\(\\+ +[\\d.]+\\) )?)?";

  private static final Pattern CALL =
      Pattern.compile(START + "(?<call>[a-z_][a-z0-9_]*)\\((?<rest>.*)", Pattern.DOTALL);

  private static final Pattern RESUMED =
      Pattern.compile(START + "<\\.\\.\\. (?<call>[a-z0-9_]+) resumed>(?<rest>.*)", Pattern.DOTALL);

  private static final Pattern RESULT = Pattern.compile("\\)\\s+= (?<result>.*)", Pattern.DOTALL);
  private static final String UNFINISHED = " <unfinished ...>";

  StraceLine {
    arguments = List.copyOf(arguments);
  }

  /** Whether a line begins a call. */
  static boolean isCall(String line) {
    return CALL.matcher(line).matches() && (line.contains(") ") || line.endsWith(UNFINISHED));
  }

  /**
   * The start of a call whose end comes in a later line: process, then the text without its end.
   */
  static Optional<List<String>> unfinished(String line) {
    var match = CALL.matcher(line);
    return line.endsWith(UNFINISHED) && match.matches()
        ? Optional.of(
            List.of(process(match), line.substring(0, line.length() - UNFINISHED.length())))
        : Optional.empty();
  }

  /** The end of a call that began in an earlier line: process, then the text. */
  static Optional<List<String>> resumed(String line) {
    var match = RESUMED.matcher(line);
    return match.matches()
        ? Optional.of(List.of(process(match), match.group("rest")))
        : Optional.empty();
  }

  static Optional<StraceLine> parse(String line) {
    var match = CALL.matcher(line);
    if (!match.matches()) {
      return Optional.empty();
    }
    var rest = match.group("rest");
    var arguments = new ArrayList<String>();
    int end = split(rest, arguments);
    var result = RESULT.matcher(rest.substring(Math.min(end, rest.length())));
    return Optional.of(
        new StraceLine(
            process(match),
            match.group("call"),
            arguments,
            result.matches() ? result.group("result") : "?"));
  }

  private static String process(Matcher match) {
    var first = match.group("pid");
    var second = match.group("pid2");
    return first != null ? first : second != null ? second : "";
  }

  /**
   * Cuts at the commas that stand in no brackets or quotes; gives the place of the last bracket.
   */
  private static int split(String text, List<String> arguments) {
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        i = endOfQuote(text, i);
      } else if (c == '<' && i > 0 && isHandle(text, i - 1)) {
        i = Math.max(i, text.indexOf('>', i));
      } else if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if (c == ')' && depth == 0) {
        add(text.substring(from, i), arguments);
        return i;
      } else if (c == ')' || c == ']' || c == '}') {
        depth--;
      } else if (c == ',' && depth == 0) {
        add(text.substring(from, i), arguments);
        from = i + 1;
      }
    }
    add(text.substring(from), arguments);
    return text.length();
  }

  /** A descriptor, and behind it in {@code <>} what it stands for. */
  private static boolean isHandle(String text, int last) {
    char before = text.charAt(last);
    return (Character.isDigit(before) || before == 'D') && !text.startsWith("<<", last + 1);
  }

  private static int endOfQuote(String text, int start) {
    for (int i = start + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == '"') {
        return i;
      }
    }
    return text.length();
  }

  private static void add(String argument, List<String> arguments) {
    arguments.add(argument.strip());
  }

  boolean failed() {
    return result.startsWith("-1 ");
  }

  boolean failedWith(String error) {
    return result.startsWith("-1 " + error + " ") || result.equals("-1 " + error);
  }
}
