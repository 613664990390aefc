package io.github.whittle.secrets;

import io.github.whittle.tree.TreePath;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How one kind of secret is told.
 *
 * <p>Repetitions are bounded, and none may match in two ways: a file of an image that others made
 * must not keep a build busy for ever.
 *
 * @param kind for people, with its article
 * @param path what the whole path must match
 * @param marker a text without which {@code content} cannot be found; to look no further, fast
 * @param contents what must all be in the file
 */
record SecretRule(String kind, Pattern path, String marker, List<Pattern> contents) {
  private static final String ANY = ".*";

  /** Where a value ends, so that only a whole word is a sample: secrets begin so, too. */
  static final String END = "(?![^\\s\"'&;<@])";

  /** What ends the name of a key that is no public one. */
  static final String KEY =
      "(secret|private|api|access|app|auth|encrypt(ion)?|sign(ing)?|master|jwt|hmac)_?key(_base)?";

  /** No sample values, and no names of variables that are filled in later. */
  private static final String VALUE =
      "[\"']?(?![\"'${<%]|\\s|(?:changeit|changeme|password|secret|example|x{3,99}+)" + END + ")";

  /** What only switches something that has the name of a secret. */
  private static final String NO_SWITCH = "(?!(?:true|false|yes|no|on|off|none|null)" + END + ")";

  /** On one line: the next one is no value. */
  private static final String EQUALS = "[ \\t]{0,99}=[ \\t]{0,99}";

  static final List<SecretRule> ALL =
      List.of(
          // A line of base64 must follow: programs and manuals know the words.
          rule(
              "a private key",
              ANY,
              "PRIVATE KEY",
              "-----BEGIN ([A-Z]{1,20} ){0,4}PRIVATE KEY( BLOCK)?-----\\s{0,99}+(\\\\r"
                  + ")?(\\\\n"
                  + ")?\\\\?\\s{0,99}+([A-Za-z-]{1,30}: [^\\n"
                  + "]{0,200}\\s{1,9}){0,9}+[A-Za-z0-9+/=]{40}"),
          rule(
              "a private key of PuTTY",
              ANY,
              "PuTTY-User",
              "PuTTY-User-Key-File-[23]: [^\\n]{1,200}\\s{1,9}Encryption:"),
          rule(
              "a key of Google Cloud",
              ANY,
              "service_account",
              "\"type\"\\s*:\\s*\"service_account\"",
              "\"private_key\"\\s*:\\s*\"-----BEGIN"),
          rule(
              "an access key of AWS",
              ANY,
              "IA",
              "(?i:secret)[\\s\\S]{0,40}[=:\"'\\s][A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])",
              "\\b(AKIA|ASIA)(?![0-9A-Z]*EXAMPLE)[0-9A-Z]{16}\\b"),
          rule("a token of GitHub", ANY, "gh", "\\bgh[pousr]_[A-Za-z0-9]{36}\\b"),
          rule("a token of GitHub", ANY, "github_pat_", "\\bgithub_pat_[A-Za-z0-9_]{82}\\b"),
          rule("a token of GitLab", ANY, "glpat-", "\\bglpat-[A-Za-z0-9_-]{20,}"),
          rule("a key of Google's APIs", ANY, "AIza", "\\bAIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])"),
          rule("a token of Slack", ANY, "xox", "\\bxox[abprs]-[0-9]{8,}-[A-Za-z0-9-]{20,}"),
          rule("a token of npm", ANY, "npm_", "\\bnpm_[A-Za-z0-9]{36}\\b"),
          rule("a token of PyPI", ANY, "pypi-Ag", "\\bpypi-Ag[A-Za-z0-9_-]{70,}"),
          rule("a token of Docker Hub", ANY, "dckr_pat_", "\\bdckr_pat_[A-Za-z0-9_-]{27,}"),
          rule("a key of Stripe", ANY, "k_live_", "\\b[rs]k_live_[0-9A-Za-z]{24,}"),
          rule("a key of Azure storage", ANY, "AccountKey=", "\\bAccountKey=[A-Za-z0-9+/]{86}=="),
          rule("a token of Vault", ANY, "hvs.", "\\bhvs\\.[A-Za-z0-9_-]{90,}"),
          rule(
              "a password for registries",
              ".*/(\\.docker/config\\.json|\\.dockercfg|\\.dockerconfigjson|containers/auth\\.json)",
              "auth",
              "\"(auth|identitytoken|password)\"\\s*:\\s*\"[^\"]{4,}\""),
          rule(
              "a password of Maven",
              ".*/settings(-security)?\\.xml",
              "<",
              "<((password|passphrase|master)>\\s*+|privateKey>\\s*+(?!/))(?!\\$\\{|\\.\\.\\.|optional;|(password|secret|changeme|repopwd|proxypass)"
                  + END
                  + ")[^<]"),
          rule(
              "a token of npm",
              ".*/\\.(npmrc|yarnrc)",
              "_",
              "(?m)_(authToken|auth|password)("
                  + EQUALS
                  + "|\"[ \\t]{1,99}+|[ \\t]{1,99}+(?!=))"
                  + VALUE
                  + "\\S"),
          rule(
              "a password of netrc", ".*/[._]netrc", "password", "\\bpassword\\s+" + VALUE + "\\S"),
          rule(
              "a password of PostgreSQL",
              ".*/\\.pgpass",
              ":",
              "(?m)^[^#\\s:][^:\\n]*(:[^:\\n]*){3}:."),
          rule(
              "a password of git",
              ".*/\\.git-credentials",
              "://",
              "://[^:/@\\s]{1,99}:[^@\\s]{1,999}@"),
          rule(
              "a password of MySQL",
              ".*/\\.my\\.cnf",
              "password",
              "(?m)^[ \\t]{0,99}password" + EQUALS + VALUE + "\\S"),
          rule(
              "a password of PyPI",
              ".*/\\.pypirc",
              "password",
              "(?m)^[ \\t]{0,99}password[ \\t]{0,99}[=:][ \\t]{0,99}" + VALUE + "\\S"),
          rule(
              "a key of Kubernetes",
              ".*/(\\.kube/config|kubeconfig|admin\\.conf)",
              ":",
              "(?m)^[ \\t]{0,99}(client-key-data|token|password):\\s*\\S{8,}"),
          rule(
              "the values of an environment",
              ".*/\\.env(?!.*(example|sample|template|dist|defaults?)$)(\\.[^/]+)?",
              "=",
              "(?mi)^[ \\t]{0,99}(export[ \\t]{1,99})?\\w{0,99}("
                  + "(SECRET|TOKEN|PASS(WORD|WD|PHRASE)|API_?KEY|PRIVATE|CREDENTIAL|DATABASE_URL)\\w{0,99}"
                  + "|(?<![A-Z])(PASS|PWD)|"
                  + KEY
                  + ")"
                  + EQUALS
                  + NO_SWITCH
                  + VALUE
                  + "\\S"));

  private static SecretRule rule(String kind, String path, String marker, String... contents) {
    return new SecretRule(
        kind,
        Pattern.compile(path),
        marker,
        Arrays.stream(contents).map(Pattern::compile).toList());
  }

  boolean fits(TreePath file, String text) {
    return text.contains(marker)
        && path.matcher(file.value()).matches()
        && contents.stream().allMatch(content -> content.matcher(text).find());
  }
}
