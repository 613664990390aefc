package io.github.whittle.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code <application>}: the project's classes, resources and runtime dependencies, as Jib lays
 * them out.
 *
 * @param source the jar or war that holds it, instead of the project
 * @param jars without it, as {@code <optimize>} says
 * @param classes what goes out of the class files of dependencies
 * @param keep ant patterns of native libraries in jars that stay for whatever platform they are
 */
public record ApplicationItem(
    Where where,
    Optional<Path> source,
    Optional<Jars> jars,
    @Default("none") ClassStrip classes,
    List<String> keep)
    implements ContentItem {
  public ApplicationItem {
    keep = List.copyOf(keep);
  }

  /** How jars are written. */
  public Jars jars(Optimize optimize) {
    return jars.orElse(optimize == Optimize.PULL ? Jars.STORED : Jars.ASIS);
  }
}
