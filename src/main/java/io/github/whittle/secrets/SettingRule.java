package io.github.whittle.secrets;

import io.github.whittle.tree.TreePath;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a secret is told that is no file: what any text is told by, and the names of variables.
 *
 * <p>Bounded as those of {@link SecretRule}.
 */
record SettingRule(String kind, Pattern content) {
  /** No sample, no switch, nothing that is filled in later, and not where the secret lies. */
  private static final String NO_VALUE =
      "(?!(?:[\"'${<%\\[*~/\\\\.]|[a-z]:\\\\|\\s"
          + "|(pass(word)?|secret|example|x{3,99}+|change[-_]?(me|it)[-_a-z]{0,99}+|your[-_a-z]{0,99}+)"
          + SecretRule.END
          + "|secret:"
          + "|(true|false|yes|no|on|off|none|null|enabled|disabled)(?![a-z0-9])"
          + "|(file|vault|arn):|[a-z0-9+.-]{1,30}://))";

  private static final String VALUE = "[\"']?" + NO_VALUE + "[^\\s\"'&;]{4}";

  private static final List<SettingRule> ALL =
      List.of(
          rule(
              "an address with its password",
              "\\b[a-z][a-z0-9+.-]{1,30}://[^:/@\\s]{0,99}:"
                  + NO_VALUE
                  + "[^/@\\s\"']{1,999}@[\\w\\[]"),
          rule("a password", "pass(word|wd|phrase)[ \\t]{0,9}=" + VALUE));

  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i)(?!.*public).*(password|passwd|passphrase|(?<![a-z])(pass|pwd)|secret|token"
              + "|"
              + SecretRule.KEY
              + "|credentials?)");

  private static final Pattern SECRET_VALUE = Pattern.compile("(?i)" + VALUE);

  private static SettingRule rule(String kind, String content) {
    return new SettingRule(kind, Pattern.compile("(?i)" + content));
  }

  /** What a text looks like, whatever it is called. */
  static Optional<String> kind(String text) {
    return SecretRule.ALL.stream()
        .filter(rule -> rule.fits(TreePath.ROOT, text))
        .map(SecretRule::kind)
        .findFirst()
        .or(() -> own(text));
  }

  private static Optional<String> own(String text) {
    return ALL.stream()
        .filter(rule -> rule.content.matcher(text).find())
        .map(SettingRule::kind)
        .findFirst();
  }

  /** What a value looks like that has a name. */
  static Optional<String> kind(String name, String value) {
    return kind(value).or(() -> byName(name, value));
  }

  private static Optional<String> byName(String name, String value) {
    return SECRET_NAME.matcher(name).matches() && SECRET_VALUE.matcher(value).lookingAt()
        ? Optional.of("a secret by its name")
        : Optional.empty();
  }
}
