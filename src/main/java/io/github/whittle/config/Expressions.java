package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Evaluates {@code ${…}} in the pom's texts, where one that means nothing is an error and not the
 * empty text that Maven makes of it.
 *
 * @param evaluator from {@code ${name}} to its value, or null
 */
record Expressions(Function<String, Object> evaluator) {
  /** A doubled dollar keeps the expression as text, as in Maven's own evaluator. */
  private static final Pattern EXPRESSION = Pattern.compile("\\$?(\\$\\{([^{}]*)})");

  /** What os-maven-plugin calls our placeholders. */
  private static final Map<String, String> DETECTED =
      Map.of(
          "os.detected.classifier", "classifier",
          "os.detected.name", "os",
          "os.detected.arch", "machine");

  String evaluate(String text) {
    return EXPRESSION
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    match.group().startsWith("$$")
                        ? match.group(1)
                        : value(match.group(1), match.group(2))));
  }

  private String value(String expression, String name) {
    var value = evaluator.apply(expression);
    if (value == null || value.toString().contains(expression)) {
      var placeholder = DETECTED.getOrDefault(name, name);
      throw new InvalidInputException(
          Placeholders.known().contains(placeholder)
              ? "%s is not set; write {%s}, which stands for the platform that is being built"
                  .formatted(expression, placeholder)
              : "%s is not set; define the property, or write the value itself"
                  .formatted(expression));
    }
    return value.toString();
  }
}
