package io.github.whittle.config;

import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.util.List;
import java.util.Optional;

/**
 * {@code <copy>}: files and folders out of another image, as {@code COPY --from} takes them.
 *
 * @param from the image, pinned as a base is
 * @param paths in that image, at least one; links are followed in it
 * @param target without it, every path keeps its place
 * @param libraries whether the libraries that the programs need come along
 */
public record CopyItem(
    Where where,
    Base from,
    List<TreePath> paths,
    Optional<TreePath> target,
    @Default("false") boolean libraries,
    Optional<ItemStrip> strip)
    implements ContentItem {
  public CopyItem {
    paths = List.copyOf(paths);
    if (from.isScratch()) {
      throw new InvalidInputException(
          "<from> is scratch, in which there is nothing; name an image");
    }
    if (paths.isEmpty()) {
      throw new InvalidInputException("<paths> is empty; write <path>/usr/bin/tool</path> in it");
    }
  }
}
