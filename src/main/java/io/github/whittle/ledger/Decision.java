package io.github.whittle.ledger;

import java.util.Comparator;
import java.util.Locale;

/**
 * What a step decided about one path, and why.
 *
 * @param path in the image, from its root; a file in an archive stands behind {@code !/}, as in
 *     {@code /app/libs/a.jar!/win/a.dll}
 * @param bytes uncompressed ones that this takes out of the image; 0 for what is added or kept
 * @param from where the path comes from: an item of the contents, a layer of the base, a package
 * @param reason the rule that decided, for people
 */
public record Decision(Action action, String path, long bytes, String from, String reason)
    implements Comparable<Decision> {
  private static final Comparator<Decision> ORDER =
      Comparator.comparing(Decision::path)
          .thenComparing(Decision::action)
          .thenComparing(Decision::reason)
          .thenComparing(Decision::from)
          .thenComparingLong(Decision::bytes);

  /** What becomes of a path. */
  public enum Action {
    /** It is not in the image. */
    REMOVED,
    /** It is in the image, and smaller than it came. */
    REDUCED,
    /** It is in the image because something else there needs it. */
    ADDED,
    /** It is in the image as it came, although a step asked to change it might have. */
    KEPT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public int compareTo(Decision other) {
    return ORDER.compare(this, other);
  }
}
