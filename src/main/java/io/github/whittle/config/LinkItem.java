package io.github.whittle.config;

import io.github.whittle.tree.TreePath;

/**
 * {@code <link>}: a symbolic link.
 *
 * @param target the link itself
 * @param to what it leads to, absolute or relative to the link's folder, as it is written into the
 *     image
 */
public record LinkItem(Where where, TreePath target, String to) implements ContentItem {
  public LinkItem {
    Targets.checkSingle(target);
  }

  @Override
  public boolean isSingle() {
    return true;
  }
}
