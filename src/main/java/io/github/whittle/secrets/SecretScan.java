package io.github.whittle.secrets;

import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for secrets in the files of one layer: by name, and in texts by content.
 *
 * <p>Programs, archives and texts of more than 1 MB are not read: a secret in a jar or a program is
 * not found.
 */
public final class SecretScan {
  private static final int MAX_TEXT = 1_000_000;

  /** As git tells texts: no zero byte in the beginning. */
  private static final int BEGINNING = 8000;

  /** Another number where {@link FindingsFile} has another form. */
  private static final String FORM = "findings 2: ";

  private SecretScan() {}

  /**
   * What is looked for, to the letter: with other rules, what was found before is worth nothing.
   */
  public static String rules() {
    return FORM + SecretRule.ALL;
  }

  /** At most one finding a file; the first rule that fits. */
  public static List<Finding> of(FileTree layer) throws IOException {
    var findings = new ArrayList<Finding>();
    for (var e : layer.entries().entrySet()) {
      if (e.getValue() instanceof RegularFile file) {
        kind(e.getKey(), file).ifPresent(kind -> findings.add(new Finding(e.getKey(), kind)));
      }
    }
    return findings;
  }

  private static Optional<String> kind(TreePath path, RegularFile file) throws IOException {
    if (file.content().size() == 0 || file.content().size() > MAX_TEXT) {
      return Optional.empty();
    }
    if (KeyStores.isNamedSo(path)) {
      return KeyStores.holdsKey(file.content())
          ? Optional.of("a keystore with a private key")
          : Optional.empty();
    }
    if (path.value().endsWith("/.git/HEAD")) {
      return Optional.of("the history of a git repository");
    }
    var text = text(file);
    return text.isEmpty()
        ? Optional.empty()
        : SecretRule.ALL.stream()
            .filter(rule -> rule.fits(path, text.get()))
            .map(SecretRule::kind)
            .findFirst();
  }

  private static Optional<String> text(RegularFile file) throws IOException {
    try (var in = file.content().open()) {
      var beginning = in.readNBytes(BEGINNING);
      for (byte b : beginning) {
        if (b == 0) {
          return Optional.empty();
        }
      }
      return Optional.of(latin(beginning) + latin(in.readAllBytes()));
    }
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
