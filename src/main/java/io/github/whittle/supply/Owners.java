package io.github.whittle.supply;

import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.Optional;

/** Knows whose some of the paths of an image are. */
@FunctionalInterface
interface Owners {
  /** The part that a file or link is of; the same part for every path of it. */
  Optional<Part> of(TreePath path) throws IOException;
}
