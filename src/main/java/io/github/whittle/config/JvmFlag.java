package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A word for the java command; a size or share that no Java from 17 to 25 takes is refused, as an
 * image with it does not start.
 */
record JvmFlag(String text) {
  /** OpenJ9 has other flags that begin so, with letters next: {@code -Xmns}, {@code -Xssi}. */
  private static final Pattern SIZE =
      Pattern.compile(
          "(?s)(-Xmx(?!cl)|-Xms(?!o)|-Xmn(?![sx])|-Xss(?!i)|-XX:(?:(?:Max|Initial)HeapSize|MetaspaceSize|MaxMetaspaceSize|MaxDirectMemorySize|ReservedCodeCacheSize)=)(.*)");

  private static final Pattern BYTES = Pattern.compile("(0[xX][0-9a-fA-F]+|[0-9]+)[kKmMgGtT]?");

  private static final Pattern SHARE =
      Pattern.compile("(?s)(-XX:(?:Max|Min|Initial)RAMPercentage=)(.*)");

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(0[xX][0-9a-fA-F.pP+-]+|[0-9.eE+-]*[0-9][0-9.eE+-]*)");

  /** Below 10,000 bytes, where somebody left out the unit: the least heap is 1 MB and more. */
  private static final Pattern HARDLY_ANY = Pattern.compile("-Xm[xs](0*[1-9][0-9]{0,3})");

  /** Switches without a value: behind them is no more. */
  private static final Pattern SEVERAL =
      Pattern.compile(
          "(?s)(-XX:[+-]\\w+|-X(int|comp|mixed|batch|rs|noclassgc)|-(server|client|ea|esa|da|dsa))\\s.*\\S.*");

  /**
   * @throws InvalidInputException for the first that no Java takes; says what to write
   */
  static void check(List<String> flags) {
    flags.forEach(flag -> new JvmFlag(flag).check());
    last("-Xmx", flags).ifPresent(JvmFlag::checkUnit);
    last("-Xms", flags).ifPresent(JvmFlag::checkUnit);
  }

  /** The one that counts. */
  private static Optional<JvmFlag> last(String beginning, List<String> flags) {
    return flags.stream()
        .filter(flag -> flag.startsWith(beginning))
        .reduce((one, next) -> next)
        .map(JvmFlag::new);
  }

  private void check() {
    if (SEVERAL.matcher(text).matches()) {
      throw new InvalidInputException(
          "<jvmFlags> has '%s', with which Java does not start: no shell splits it; write each flag in a <jvmFlag> of its own"
              .formatted(text));
    }
    check(SIZE, BYTES, "a size", "512m");
    check(SHARE, NUMBER, "a number", "75");
  }

  private void check(Pattern form, Pattern value, String what, String sample) {
    var flag = form.matcher(text);
    if (flag.matches() && !value.matcher(flag.group(2)).matches()) {
      throw new InvalidInputException(
          "<jvmFlags> has '%s', with which Java does not start: '%s' is not %s; write %s"
              .formatted(text, flag.group(2), what, cure(flag.group(1) + sample)));
    }
  }

  private String cure(String sample) {
    return text.matches("(?s).*\\s-.*")
        ? "each flag in a <jvmFlag> of its own"
        : "it for example as " + sample;
  }

  private void checkUnit() {
    var flag = HARDLY_ANY.matcher(text);
    if (flag.matches()) {
      throw new InvalidInputException(
          "<jvmFlags> has '%s', with which Java does not start: without a unit these are bytes; write for example %sm"
              .formatted(text, text));
    }
  }
}
