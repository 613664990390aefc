package io.github.whittle.strip;

import io.github.whittle.tree.Content;

/** What stripping makes of one file. */
sealed interface Outcome {
  /** A smaller file. */
  record Smaller(Content content) implements Outcome {}

  /**
   * The file as it is.
   *
   * @param reason goes on after “not stripped:”
   */
  record Same(String reason) implements Outcome {}
}
