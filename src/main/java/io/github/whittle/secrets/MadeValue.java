package io.github.whittle.secrets;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells a value that was made to be secret from one that people chose: names of Kubernetes secrets,
 * of headers, of columns and limits stand in variables that end as those of keys and tokens do.
 */
final class MadeValue {
  /** So many letters that are neither of words nor of short numbers. */
  private static final int ENOUGH = 8;

  private static final Pattern JOINT = Pattern.compile("[-_.:/,@=+]");

  /** No repetition may match in two ways: the value may be of an image of others. */
  private static final Pattern CHOSEN =
      Pattern.compile(
          "([A-Z]{1,999}+|[a-z]?([A-Z]{0,5}+[a-z]{2,999}+|Id){1,99}+[A-Z]{0,5}+|[a-z])?[0-9]{0,2}+"
              + "|[0-9]{0,9}+");

  private MadeValue() {}

  static boolean is(String value) {
    return Stream.of(JOINT.split(value))
            .filter(part -> !CHOSEN.matcher(part).matches())
            .mapToInt(String::length)
            .sum()
        >= ENOUGH;
  }
}
