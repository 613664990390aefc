package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes values of texts: scalars, lists of them, and maps. Null, where a problem was noted. */
record Values(Scalars scalars, Expressions expressions, Problems problems) {

  Object scalar(Class<?> type, Spot spot) {
    var given = spot.pick();
    if (given.isEmpty()) {
      problems.say(spot.above(), " has no <%s>; add it".formatted(spot.name()) + spot.orProperty());
      return null;
    }
    return given.get().children().isEmpty() ? convert(type, given.get()) : words(type, given.get());
  }

  /** A value of one text. */
  Object convert(Class<?> type, Given given) {
    return attempt(
        given,
        () -> {
          var text = evaluate(given).strip();
          if (text.isEmpty()) {
            throw new InvalidInputException("the value is empty; write one, or remove it");
          }
          return scalars.read(type, text);
        });
  }

  /** A value that is written as a list of elements. */
  private Object words(Class<?> type, Given given) {
    if (!scalars.readsWords(type)) {
      problems.refuse(
          given.where(),
          "tags are not read in it; write a text instead of <%s>"
              .formatted(given.children().get(0).name()));
      return null;
    }
    if (!isReadableList(given)) {
      return null;
    }
    var words = new ArrayList<String>();
    for (var child : given.children()) {
      words.add(text(given.child(child)));
    }
    return words.contains(null)
        ? null
        : attempt(given, () -> scalars.readWords(type, List.copyOf(words)));
  }

  /** A list in one text. */
  Object texts(Class<?> type, Given given) {
    var line = text(given);
    if (line == null) {
      return null;
    }
    var items = new ArrayList<>();
    for (var item : Csv.list(line)) {
      items.add(type == String.class ? item : convert(type, given.saying(item)));
    }
    return items.contains(null) ? null : List.copyOf(items);
  }

  /** In the order of the pom. */
  Object map(Spot spot) {
    var given = spot.pick();
    if (given.isEmpty()) {
      return Map.of();
    }
    if (given.get().children().isEmpty()) {
      return attempt(given.get(), () -> Csv.map(evaluate(given.get())));
    }
    if (!isOneForm(given.get())) {
      return null;
    }
    new TagChecks(problems).doubles(spot.node().get());
    var map = new LinkedHashMap<String, String>();
    for (var child : given.get().children()) {
      map.put(child.name(), text(given.get().child(child)));
    }
    return map.containsValue(null) ? null : map;
  }

  /** Whether a list has one origin and one form; notes what is wrong. */
  boolean isReadableList(Given given) {
    Optional<String> merged = given.node().stream().findFirst().flatMap(Merges::refusal);
    merged.ifPresent(message -> problems.refuse(given.where(), message));
    return merged.isEmpty() && isOneForm(given);
  }

  private boolean isOneForm(Given given) {
    boolean both = !given.children().isEmpty() && !given.text().isBlank();
    if (both) {
      problems.refuse(
          given.where(),
          "the text '%s' and tags are mixed; write one of both".formatted(given.text().strip()));
    }
    return !both;
  }

  /** The evaluated text of an element without tags inside. */
  private String text(Given given) {
    if (!given.children().isEmpty()) {
      problems.refuse(given.where(), "tags are not read in it; write a text");
      return null;
    }
    return (String) attempt(given, () -> evaluate(given));
  }

  private String evaluate(Given given) {
    return given.expressions() ? expressions.evaluate(given.text()) : given.text();
  }

  private interface Attempt {
    Object value();
  }

  private Object attempt(Given given, Attempt attempt) {
    try {
      return attempt.value();
    } catch (InvalidInputException e) {
      problems.refuse(given.where(), e.getMessage());
      return null;
    }
  }
}
