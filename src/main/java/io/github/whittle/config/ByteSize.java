package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** A number of bytes as people write it: {@code 500 kB}, {@code 1.5 GB}, {@code 64 MiB}, 1000. */
public record ByteSize(long bytes) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?) *([a-z]*)");

  /** As registries count: kB, MB and GB in thousands. */
  private static final Map<String, Long> UNITS =
      Map.of(
          "", 1L,
          "b", 1L,
          "bytes", 1L,
          "kb", 1_000L,
          "mb", 1_000_000L,
          "gb", 1_000_000_000L,
          "tb", 1_000_000_000_000L,
          "kib", 1L << 10,
          "mib", 1L << 20,
          "gib", 1L << 30);

  public static ByteSize parse(String text) {
    var match = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!match.matches() || !UNITS.containsKey(match.group(2))) {
      throw new InvalidInputException(
          "'%s' is not a size; write for example 500 kB, 20 MB or 10 GB".formatted(text));
    }
    try {
      var unit = BigDecimal.valueOf(UNITS.get(match.group(2)));
      return new ByteSize(
          new BigDecimal(match.group(1)).multiply(unit).toBigInteger().longValueExact());
    } catch (ArithmeticException e) {
      throw new InvalidInputException("'%s' is more than any disk has".formatted(text), e);
    }
  }
}
