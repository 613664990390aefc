package io.github.whittle.config;

import io.github.whittle.image.Platform;
import io.github.whittle.user.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code {os}} and the others: words that stand for the platform that is being built. */
final class Placeholders {
  private static final Pattern WORD = Pattern.compile("\\{([^{}]*)}");
  private static final Map<String, Function<Platform, String>> KNOWN =
      new TreeMap<>(
          Map.of(
              "os", Platform::os,
              "arch", Platform::architecture,
              "variant", platform -> platform.variant().orElse(""),
              "machine", Platform::machine,
              "classifier", Platform::classifier));

  private Placeholders() {}

  static List<String> known() {
    return new ArrayList<>(KNOWN.keySet());
  }

  /** Refuses every {@code {word}} that does not stand for something. */
  static void check(String text) {
    WORD.matcher(text)
        .results()
        .map(match -> match.group(1))
        .filter(word -> !KNOWN.containsKey(word))
        .findFirst()
        .ifPresent(
            word -> {
              throw new InvalidInputException(
                  "{%s} is not known%s Known: {%s}"
                      .formatted(
                          word,
                          Similar.question(word, known(), "{%s}"::formatted),
                          String.join("}, {", known())));
            });
  }

  /** Refuses placeholders where none are expanded, since nobody means them literally there. */
  static void refuse(String text) {
    WORD.matcher(text)
        .results()
        .map(match -> match.group(1))
        .filter(KNOWN::containsKey)
        .findFirst()
        .ifPresent(
            word -> {
              throw new InvalidInputException(
                  "{%s} stands for the platform in <source> and <coordinates> only, not in '%s'"
                      .formatted(word, text));
            });
  }

  /** The text for one platform; {@code {variant}} of a platform without one is empty. */
  static String expand(String text, Platform platform) {
    check(text);
    return WORD.matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(KNOWN.get(match.group(1)).apply(platform)));
  }
}
