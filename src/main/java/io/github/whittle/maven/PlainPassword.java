package io.github.whittle.maven;

import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.util.regex.Pattern;
import org.apache.maven.settings.building.SettingsProblem.Severity;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/**
 * A password of settings.xml as it is written there. Maven takes whatever has something in braces
 * for encrypted, and uses it as it is where it cannot decrypt it; so do we where it can only be
 * plain.
 *
 * @param whose the tag that it is of
 */
record PlainPassword(String text, String whose) {
  /**
   * Maven 3's are base64 of two blocks and more, with any words around; Maven 4's are all braces.
   */
  private static final Pattern ENCRYPTED =
      Pattern.compile("\\s*\\{.*}\\s*|.*\\{[A-Za-z0-9+/=]{24,}}.*", Pattern.DOTALL);

  /**
   * Looks into what came of it; on Maven 3 what cannot be decrypted stays as it is, so the problems
   * decide.
   *
   * @throws InvalidInputException if it was encrypted, and could not be decrypted
   */
  void check(SettingsDecryptionResult result, Progress progress) {
    if (result.getProblems().stream().allMatch(p -> p.getSeverity() == Severity.WARNING)) {
      return;
    }
    var what = "settings.xml: the password of %s cannot be decrypted; ".formatted(whose);
    if (ENCRYPTED.matcher(text).matches()) {
      throw new InvalidInputException(
          what
              + "check settings-security.xml, or encrypt it anew with mvn --encrypt-password"
              + " (Maven 4: settings-security4.xml, mvnenc encrypt)");
    }
    progress.warn(
        what + "it has braces, but what is in them is not encrypted: it is used as it is");
  }

  /** Neither of which is for anybody's eyes. */
  @Override
  public String toString() {
    return "password";
  }
}
