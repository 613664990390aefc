package io.github.whittle.config;

import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.util.List;
import java.util.Optional;

/**
 * {@code <archive>}: what a tar or a zip of the build holds, unpacked below {@code target}.
 *
 * @param target the folder, with {@code /} for the root
 * @param includes ant patterns of the names in the archive; none means all
 * @param excludes ant patterns; they beat {@code includes}
 * @param stripComponents how many folders are taken off the front of each name
 */
public record ArchiveItem(
    Where where,
    SourcePath source,
    TreePath target,
    List<String> includes,
    List<String> excludes,
    @Default("0") Integer stripComponents,
    Optional<ItemStrip> strip)
    implements ContentItem {
  public ArchiveItem {
    includes = List.copyOf(includes);
    excludes = List.copyOf(excludes);
    if (stripComponents < 0) {
      throw new InvalidInputException(
          "<stripComponents> is %s; write how many folders to take off the front, for example 1"
              .formatted(stripComponents));
    }
  }
}
