package io.github.whittle.packages;

import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One database of installed packages. */
sealed interface PackageList permits DpkgStatus, DpkgStatusFolder, ApkInstalled {
  /** Every package with its files and links, by the paths where they really are; no folders. */
  Map<DistroPackage, Set<TreePath>> files();

  /** The database's own files. */
  Set<TreePath> own();

  /** All but folders. */
  static Set<TreePath> filesBelow(TreePath folder, FileTree image) {
    return image.below(folder).entrySet().stream()
        .filter(e -> !(e.getValue() instanceof Entry.Directory))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The database's own files when only some packages are left.
   *
   * @param left the tree in which their files are
   */
  Map<TreePath, Entry> reducedTo(Set<DistroPackage> staying, FileTree left) throws IOException;
}
