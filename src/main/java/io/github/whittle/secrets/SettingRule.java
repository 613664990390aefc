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

  private static final String VALUE = "[\"']?" + NO_VALUE + "(?<value>[^\\s\"'&;]{4,9999}+)";

  /** {@code ssh://git:22@host}: what is meant is the port, though it stands in a wrong place. */
  private static final String NO_PORT = "(?<!ssh://[^:/@\\s]{0,99}:(?=[0-9]{1,5}@))";

  /** Behind the tag of an image there is its digest: {@code docker://alpine:3@sha256:…}. */
  private static final String NO_DIGEST = "(?!sha(?:256|384|512):)";

  private static final List<SettingRule> ALL =
      List.of(
          rule(
              "an address with its password",
              "\\b[a-z][a-z0-9+.-]{1,30}://[^:/@\\s]{0,99}:"
                  + NO_PORT
                  + NO_VALUE
                  + "[^/@\\s\"']{1,999}@"
                  + NO_DIGEST
                  + "[\\w\\[]"),
          rule("a password", "pass(word|wd|phrase)[ \\t]{0,9}=" + VALUE));

  private static final Pattern PASSWORD_NAME =
      name("password|passwd|passphrase|(?<![a-z])(pass|pwd)");

  private static final Pattern SECRET_NAME = name("secret|token|credentials?|" + SecretRule.KEY);

  private static final Pattern SECRET_VALUE = Pattern.compile("(?i)" + VALUE);

  private static SettingRule rule(String kind, String content) {
    return new SettingRule(kind, Pattern.compile("(?i)" + content));
  }

  private static Pattern name(String end) {
    return Pattern.compile("(?i)(?!.*public).*(" + end + ")");
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

  /**
   * People choose passwords, and nobody chooses a key: one that looks chosen is the name of one.
   */
  private static Optional<String> byName(String name, String value) {
    var found = SECRET_VALUE.matcher(value);
    return found.lookingAt()
            && (PASSWORD_NAME.matcher(name).matches()
                || SECRET_NAME.matcher(name).matches() && MadeValue.is(found.group("value")))
        ? Optional.of("a secret by its name")
        : Optional.empty();
  }
}
