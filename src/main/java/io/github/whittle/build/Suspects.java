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

  /** The files and what keeps them: those that the program names itself, else all it looked for. */
  Optional<String> sentence() {
    var wanted = removed.stream().filter(this::wasWanted).toList();
    var named = removed.stream().filter(this::wasNamed).toList();
    var both = wanted.stream().filter(named::contains).toList();
    var suspects = !both.isEmpty() ? both : !wanted.isEmpty() ? wanted : named;
    return suspects.isEmpty()
        ? Optional.empty()
        : Optional.of(
            suspects.stream().limit(SHOWN).map(Suspects::line).collect(Collectors.joining("\n"))
                + rest(suspects.size()));
  }

  private static String line(Decision decision) {
    return "'%s' was looked for, and had been removed (%s); to keep it, add <keep>%s</keep> to <slim>"
        .formatted(decision.path(), decision.reason(), decision.path());
  }

  private static String rest(int count) {
    return count > SHOWN ? "\nand %d more".formatted(count - SHOWN) : "";
  }

  /** Also a removed folder, in which something was looked for. */
  private boolean wasWanted(Decision decision) {
    return trace.missing().stream()
        .map(TreePath::value)
        .anyMatch(path -> path.equals(decision.path()) || path.startsWith(decision.path() + "/"));
  }

  private boolean wasNamed(Decision decision) {
    var name = decision.path().substring(decision.path().lastIndexOf('/') + 1);
    return name.length() > 2
        && Pattern.compile("(?<![\\w.-])" + Pattern.quote(name) + "(?![\\w-])")
            .matcher(said)
            .find();
  }
}
