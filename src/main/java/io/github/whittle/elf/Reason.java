package io.github.whittle.elf;

import io.github.whittle.tree.TreePath;

/** Why a file must be in an image, for people. */
public record Reason(String text) {
  static Reason neededBy(TreePath path) {
    return new Reason("needed by " + path);
  }

  @Override
  public String toString() {
    return text;
  }
}
