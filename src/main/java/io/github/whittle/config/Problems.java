package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Collects everything that is wrong, so that the user mends it in one go. */
final class Problems {
  private record Problem(Where where, String text) {}

  private final List<Problem> all = new ArrayList<>();

  /** A sentence that goes on after the place, for example {@code " has no <source>; add it"}. */
  void say(Where where, String rest) {
    all.add(new Problem(where, where + rest));
  }

  /** A sentence of its own about a value. */
  void refuse(Where where, String message) {
    say(where, ": " + message);
  }

  /**
   * @throws InvalidInputException with a line for each problem, sorted by file and line
   */
  void throwIfAny() {
    if (!all.isEmpty()) {
      throw new InvalidInputException(
          all.stream()
              .sorted(Comparator.comparing(Problem::where))
              .map(Problem::text)
              .distinct()
              .collect(Collectors.joining("\n")));
    }
  }
}
