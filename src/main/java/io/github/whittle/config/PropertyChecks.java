package io.github.whittle.config;

import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * Notes {@code whittle.…} properties that nobody reads.
 *
 * @param known those of the configuration
 * @param others those of the goals themselves
 */
record PropertyChecks(Problems problems, SortedSet<String> known, Collection<String> others) {
  /** Poms keep the plugin's version in it; it is no value of ours, but no slip either. */
  private static final Set<String> IGNORED = Set.of("whittle.version");

  void check(Settings settings) {
    settings.user().keySet().forEach(name -> check(name, Where.property(name)));
    settings.project().keySet().forEach(name -> check(name, settings.projectWhere(name)));
  }

  private void check(String name, Where where) {
    if (name.startsWith(Names.PREFIX)
        && !known.contains(name)
        && !others.contains(name)
        && !IGNORED.contains(name)) {
      problems.say(where, reason(name));
    }
  }

  private String reason(String name) {
    var path = name.substring(Names.PREFIX.length());
    return NotYet.refusal(path)
        .or(() -> JibNames.refusal(path))
        .orElseGet(
            () -> {
              if (path.equals("contents") || path.startsWith("contents.")) {
                return " is not known: <contents> is written in the pom only";
              }
              var below = below(name);
              return below.isEmpty()
                  ? " is not known%s".formatted(suggestion(name))
                  : " stands for several properties; write one of %s".formatted(below);
            });
  }

  private String below(String name) {
    return known.stream()
        .filter(candidate -> candidate.startsWith(name + "."))
        .collect(Collectors.joining(", "));
  }

  private String suggestion(String name) {
    var question = Similar.question(name, known, n -> n);
    return question.equals(".") ? ". Known: " + String.join(", ", known) : question;
  }
}
