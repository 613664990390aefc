package io.github.whittle.slim;

import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.util.List;

/**
 * An image without what is not needed.
 *
 * @param tree what is left, with the package databases as they are then
 * @param removed the files and links that are gone, the largest first
 */
public record Slimmed(FileTree tree, List<Removed> removed) {
  public Slimmed {
    removed = List.copyOf(removed);
  }

  /**
   * A path that is gone.
   *
   * @param bytes that go with it
   * @param from the layer, and the package
   */
  public record Removed(TreePath path, long bytes, String from, String reason) {}

  /** Bytes of all files that are gone, uncompressed. */
  public long bytes() {
    return removed.stream().mapToLong(Removed::bytes).sum();
  }
}
