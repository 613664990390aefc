package io.github.whittle.build;

import io.github.whittle.config.ApplicationItem;
import io.github.whittle.config.ArchiveItem;
import io.github.whittle.config.ArtifactItem;
import io.github.whittle.config.ContentItem;
import io.github.whittle.config.CopyItem;
import io.github.whittle.config.LibrariesItem;
import io.github.whittle.config.RuntimeItem;
import io.github.whittle.config.SystemItem;
import io.github.whittle.jvm.Application;
import java.util.Comparator;
import java.util.Set;

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
    SHARED_LIBRARIES,
    SYSTEM,
    RUNTIME,
    COPY,
    ARCHIVE,
    LIBRARIES,
    FILES,
    CLASSES
  }

  /** Parts of an application that change less than the files of a project. */
  private static final Set<String> LIBRARIES =
      Set.of(Application.Kind.DEPENDENCIES.toString(), Application.Kind.SNAPSHOTS.toString());

  private static final Comparator<Layering> ORDER =
      Comparator.comparing(Layering::kind).thenComparingInt(Layering::order);

  /**
   * @param part of the item that it is, where it has several
   * @param order of the item in the pom
   */
  static Layering of(ContentItem item, String part, int order) {
    if (item instanceof ApplicationItem) {
      return new Layering(LIBRARIES.contains(part) ? Kind.LIBRARIES : Kind.CLASSES, order, part);
    }
    if (item instanceof LibrariesItem libraries) {
      return new Layering(
          Kind.SHARED_LIBRARIES, order, "libraries of " + libraries.from().inHistory());
    }
    if (item instanceof SystemItem) {
      return new Layering(Kind.SYSTEM, order, "system");
    }
    if (item instanceof RuntimeItem) {
      return new Layering(Kind.RUNTIME, order, "runtime");
    }
    if (item instanceof CopyItem copy) {
      return new Layering(
          Kind.COPY, order, "copy of " + copy.from().reference().orElseThrow().inHistory());
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
