package io.github.whittle.ledger;

import io.github.whittle.image.Platform;
import io.github.whittle.ledger.Decision.Action;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ledger on disk, {@code removed.tsv}: a line a decision, tabs between its columns, the first
 * line names them. In a column a backslash, tab or line end is written {@code \\}, {@code \t},
 * {@code \n}.
 */
public final class LedgerFile {
  private static final String HEAD = "platform\taction\tbytes\tpath\tfrom\treason";
  private static final int COLUMNS = 6;

  private LedgerFile() {}

  /** The text of the file: platforms in their order, decisions by path. */
  public static String text(Map<Platform, List<Decision>> decisions) {
    var lines = new ArrayList<String>();
    lines.add(HEAD);
    decisions.forEach(
        (platform, list) -> list.forEach(decision -> lines.add(line(platform, decision))));
    return String.join("\n", lines) + "\n";
  }

  private static String line(Platform platform, Decision decision) {
    return String.join(
        "\t",
        platform.toString(),
        decision.action().toString(),
        Long.toString(decision.bytes()),
        escaped(decision.path()),
        escaped(decision.from()),
        escaped(decision.reason()));
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws InvalidInputException with the line that is something else
   */
  public static Map<Platform, List<Decision>> read(Path file) throws IOException {
    var result = new TreeMap<Platform, List<Decision>>();
    var lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    for (int i = 0; i < lines.size(); i++) {
      var columns = lines.get(i).split("\t", -1);
      if (i == 0 ? !lines.get(0).equals(HEAD) : !isDecision(columns)) {
        throw new InvalidInputException(
            "%s:%s: this is no ledger of Whittle; build the image again".formatted(file, i + 1));
      }
      if (i > 0) {
        result
            .computeIfAbsent(Platform.parse(columns[0]), p -> new ArrayList<>())
            .add(decision(columns));
      }
    }
    return result;
  }

  private static boolean isDecision(String[] columns) {
    return columns.length == COLUMNS
        && columns[1].matches("removed|reduced|added|kept")
        && columns[2].matches("[0-9]{1,18}");
  }

  private static Decision decision(String[] columns) {
    return new Decision(
        Action.valueOf(columns[1].toUpperCase(Locale.ROOT)),
        unescaped(columns[3]),
        Long.parseLong(columns[2]),
        unescaped(columns[4]),
        unescaped(columns[5]));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private static String unescaped(String text) {
    var result = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      result.append(c == '\\' && i + 1 < text.length() ? unescaped(text.charAt(++i)) : c);
    }
    return result.toString();
  }

  private static char unescaped(char letter) {
    return switch (letter) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      default -> letter;
    };
  }
}
