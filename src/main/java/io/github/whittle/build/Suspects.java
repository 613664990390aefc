package io.github.whittle.build;

import io.github.whittle.ledger.Decision;
import io.github.whittle.trace.Trace;
import io.github.whittle.tree.TreePath;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which of the files that were removed a program lacks.
 *
 * @param trace of a run of it, with what it looked for in vain
 * @param said what it wrote
 */
record Suspects(List<Decision> removed, Trace trace, String said) {
  private static final int SHOWN = 10;

  /** A line that tells of something missing, as shells, loaders and languages say it. */
  private static final Pattern COMPLAINT =
      Pattern.compile(
          "not found|no such|no module named|(can ?not|can't|could not|couldn't|unable to|failed to)"
              + " (open|find|load|read|stat|access|import)|missing|does not exist|NotFound|NoClassDef",
          Pattern.CASE_INSENSITIVE);

  /** What Python says, which names no file. */
  private static final Pattern MODULE = Pattern.compile("No module named '?([\\w.]+)");

  /** The files and what keeps them: those that the program complains of, else all it looked for. */
  Optional<String> sentence() {
    var exactly = removed.stream().filter(this::wasWantedItself).toList();
    var wanted = exactly.isEmpty() ? removed.stream().filter(this::wasWanted).toList() : exactly;
    var complaints = said.lines().filter(line -> COMPLAINT.matcher(line).find()).toList();
    var named = removed.stream().filter(d -> isNamed(d.path(), complaints)).toList();
    var both = wanted.stream().filter(named::contains).toList();
    var suspects = !both.isEmpty() ? both : !named.isEmpty() ? named : wanted;
    return suspects.isEmpty()
        ? Optional.empty()
        : Optional.of(
            suspects.stream().limit(SHOWN).map(this::line).collect(Collectors.joining("\n"))
                + rest(suspects.size()));
  }

  private String line(Decision decision) {
    return "'%s' %s, and had been removed (%s); to keep it, add <keep>%s</keep> to <slim>"
        .formatted(
            decision.path(),
            wasWanted(decision) ? "was looked for" : "may be what the program misses",
            decision.reason(),
            decision.path());
  }

  private static String rest(int count) {
    return count > SHOWN ? "\nand %s more".formatted(count - SHOWN) : "";
  }

  private boolean wasWantedItself(Decision decision) {
    return trace.missing().stream().anyMatch(path -> path.value().equals(decision.path()));
  }

  /** Also a removed folder, in which something was looked for. */
  private boolean wasWanted(Decision decision) {
    return trace.missing().stream()
        .map(TreePath::value)
        .anyMatch(path -> path.equals(decision.path()) || path.startsWith(decision.path() + "/"));
  }

  private static boolean isNamed(String path, List<String> complaints) {
    var name = path.substring(path.lastIndexOf('/') + 1);
    var word = Pattern.compile("(?<![\\w.-])" + Pattern.quote(name) + "(?![\\w-])");
    return complaints.stream()
        .anyMatch(line -> name.length() > 1 && word.matcher(line).find() || isModule(path, line));
  }

  private static boolean isModule(String path, String complaint) {
    var match = MODULE.matcher(complaint);
    if (!match.find()) {
      return false;
    }
    var module = Pattern.quote(match.group(1).replace('.', '/'));
    return Pattern.matches(".*/" + module + "(\\.py|/__init__\\.py|\\.[^/]*so)", path);
  }
}
