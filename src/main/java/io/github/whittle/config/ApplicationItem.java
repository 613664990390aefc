package io.github.whittle.config;

import java.util.Optional;

/**
 * {@code <application>}: the project's classes, resources and runtime dependencies, as Jib lays
 * them out.
 *
 * @param jars without it, as {@code <optimize>} says
 */
public record ApplicationItem(Where where, Optional<Jars> jars) implements ContentItem {
  /** How jars are written. */
  public Jars jars(Optimize optimize) {
    return jars.orElse(optimize == Optimize.PULL ? Jars.STORED : Jars.ASIS);
  }
}
