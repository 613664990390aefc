package io.github.whittle.sandbox;

import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.FileTree;

/**
 * A program and the image that it runs in.
 *
 * @param tree with all parents
 */
public record Guest(FileTree tree, Program program) {
  public Guest {
    tree = tree.withParents(FileTree.empty(), Attributes.of(0755, 1));
  }
}
