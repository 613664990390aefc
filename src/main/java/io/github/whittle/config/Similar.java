package io.github.whittle.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Finds the name that was probably meant. */
public final class Similar {
  private Similar() {}

  /** The nearest known name, if one is near enough that a slip explains it. */
  public static Optional<String> to(String name, Collection<String> known) {
    return known.stream()
        .filter(candidate -> distance(name, candidate) <= tolerance(name, candidate))
        .min(
            Comparator.<String>comparingInt(candidate -> distance(name, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** {@code ; did you mean 'file'?}, or a full stop's worth of nothing: {@code .} */
  static String question(String name, Collection<String> known, UnaryOperator<String> form) {
    return to(name, known)
        .map(meant -> "; did you mean '%s'?".formatted(form.apply(meant)))
        .orElse(".");
  }

  private static int tolerance(String name, String candidate) {
    return Math.max(1, Math.min(name.length(), candidate.length()) / 3);
  }

  /** Letters to insert, drop, replace or swap with their neighbour, whatever their case. */
  private static int distance(String from, String to) {
    var a = from.toLowerCase(Locale.ROOT);
    var b = to.toLowerCase(Locale.ROOT);
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int step(int[][] d, String a, String b, int i, int j) {
    int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}
