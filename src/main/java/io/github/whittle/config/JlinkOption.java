package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.util.List;
import java.util.Map;

/**
 * A word for jlink; one that says what a parameter says, or what changes nothing in the image, is
 * refused.
 */
record JlinkOption(String text) {
  private static final String LAUNCHER =
      "nothing in the image but java starts programs; write <container><mainClass>";

  private static final String MODULE_PATH =
      "write the JDK, or the folder of its .jmod files, as <jdk>";

  /** What to do instead, by name. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "--add-modules", "write <modules>",
          "--launcher", LAUNCHER,
          "--module-path", MODULE_PATH,
          "-p", MODULE_PATH,
          "--output", "the runtime is always at /opt/java; remove it",
          "--save-opts", "nothing reads it; remove it",
          "--vm", "write <vm>");

  /**
   * @throws InvalidInputException for the first that is refused; says what to write
   */
  static void check(List<String> options) {
    options.forEach(option -> new JlinkOption(option).check());
  }

  private void check() {
    var instead = REFUSED.get(text.replaceFirst("=.*", ""));
    if (instead != null) {
      throw new InvalidInputException(
          "<options> has '%s', which Whittle sets itself or has no use for: %s"
              .formatted(text, instead));
    }
    // A runtime is kept in the cache by its options, and the file may change.
    if (text.startsWith("@")) {
      throw new InvalidInputException(
          "<options> has '%s', a file of options; write each of its words as an <option>"
              .formatted(text));
    }
  }
}
