package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code <entrypoint>}: the program and its first arguments, each word an element.
 *
 * @param words at least one
 */
public record Entrypoint(List<String> words) {
  public Entrypoint {
    words = List.copyOf(words);
    if (words.isEmpty() || words.get(0).isEmpty()) {
      throw new InvalidInputException("the first word, the program, is empty; write its path");
    }
  }

  /** From elements, which may hold spaces. */
  public static Entrypoint of(List<String> words) {
    return new Entrypoint(words);
  }

  /**
   * From a text: words with commas between.
   *
   * <p>A single word with spaces is refused: Docker's shell form would split it, but needs a shell.
   */
  public static Entrypoint parse(String text) {
    if (text.equals("INHERIT")) {
      throw new InvalidInputException(
          "INHERIT is no word of Whittle: without <entrypoint> the base decides, if <contents> has no program; remove it");
    }
    var words = Csv.list(text);
    if (words.size() == 1 && text.indexOf(' ') >= 0) {
      throw new InvalidInputException(
          "'%s' has spaces: no shell splits it; write %s"
              .formatted(
                  text,
                  List.of(text.split("\\s+")).stream()
                      .map("<arg>%s</arg>"::formatted)
                      .collect(Collectors.joining())));
    }
    return new Entrypoint(words);
  }
}
