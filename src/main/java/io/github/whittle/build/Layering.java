package io.github.whittle.build;

import io.github.whittle.config.ArchiveItem;
import io.github.whittle.config.ArtifactItem;
import io.github.whittle.config.ContentItem;
import io.github.whittle.config.CopyItem;
import io.github.whittle.config.SystemItem;
import java.util.Comparator;

/**
 * Which layer an item goes into: plain items share one, others have their own. Sorted as the layers
 * lie, what changes least at the bottom.
 *
 * @param kind the lowest is the lowest layer
 * @param order of the item in the pom; of shared layers 0
 * @param name for the history and the log
 */
record Layering(Kind kind, int order, String name) implements Comparable<Layering> {
  /** From what changes least to what changes most. */
  enum Kind {
    SYSTEM,
    COPY,
    ARCHIVE,
    FILES
  }

  private static final Comparator<Layering> ORDER =
      Comparator.comparing(Layering::kind).thenComparingInt(Layering::order);

  /**
   * @param order of the item in the pom
   */
  static Layering of(ContentItem item, int order) {
    if (item instanceof SystemItem) {
      return new Layering(Kind.SYSTEM, order, "system");
    }
    if (item instanceof CopyItem copy) {
      return new Layering(Kind.COPY, order, "copy of " + copy.from());
    }
    if (item instanceof ArchiveItem archive) {
      return new Layering(Kind.ARCHIVE, order, "archive " + archive.target());
    }
    if (item instanceof ArtifactItem artifact && artifact.unpack()) {
      return new Layering(Kind.ARCHIVE, order, "archive " + artifact.target());
    }
    return new Layering(Kind.FILES, 0, "files");
  }

  @Override
  public int compareTo(Layering other) {
    return ORDER.compare(this, other);
  }
}
