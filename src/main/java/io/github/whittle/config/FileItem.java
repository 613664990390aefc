package io.github.whittle.config;

import io.github.whittle.tree.TreePath;
import java.util.Optional;

/**
 * {@code <file>}: one file of the build.
 *
 * @param mode without it, 0755 for programs and scripts and 0644 for others
 * @param pack whether the program is packed
 */
public record FileItem(
    Where where,
    SourcePath source,
    TreePath target,
    Optional<Mode> mode,
    @Default("0:0") Owner owner,
    Optional<ItemStrip> strip,
    Optional<Pack> pack)
    implements ContentItem {
  public FileItem {
    Targets.checkSingle(target);
  }

  @Override
  public boolean isSingle() {
    return true;
  }
}
