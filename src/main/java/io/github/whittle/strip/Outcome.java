package io.github.whittle.strip;

import io.github.whittle.tree.Content;

/** What stripping makes of one file. */
sealed interface Outcome {
  /**
   * A smaller file.
   *
   * @param forDebuggers whether a debugger would miss what is gone
   */
  record Smaller(Content content, boolean forDebuggers) implements Outcome {}

  /**
   * The file as it is.
   *
   * @param reason goes on after “kept:”
   */
  record Same(String reason) implements Outcome {}
}
