package io.github.whittle.config;

import io.github.whittle.tree.TreePath;
import java.util.List;
import java.util.Optional;

/**
 * {@code <directory>}: what a folder of the build holds, put below {@code target}.
 *
 * @param includes ant patterns; none means all
 * @param excludes ant patterns; they beat {@code includes}
 * @param mode of files; without it, as for {@link FileItem}
 * @param directoryMode of folders; without it, 0755
 * @param pack whether programs are packed
 */
public record DirectoryItem(
    Where where,
    SourcePath source,
    TreePath target,
    List<String> includes,
    List<String> excludes,
    Optional<Mode> mode,
    Optional<Mode> directoryMode,
    @Default("0:0") Owner owner,
    Optional<ItemStrip> strip,
    Optional<Pack> pack)
    implements ContentItem {
  public DirectoryItem {
    includes = List.copyOf(includes);
    excludes = List.copyOf(excludes);
  }
}
