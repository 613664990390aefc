package io.github.whittle.packages;

import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All package databases of an image: dpkg's, those of images without dpkg, and apk's. */
public final class PackageDatabase {
  private final List<PackageList> lists;
  private final Map<TreePath, DistroPackage> owners;

  private PackageDatabase(List<PackageList> lists, Map<TreePath, DistroPackage> owners) {
    this.lists = lists;
    this.owners = owners;
  }

  /**
   * Reads what is there; an image without packages has an empty one.
   *
   * @param image the whole image: the databases name paths, which are followed through its links
   */
  public static PackageDatabase read(FileTree image) throws IOException {
    var lists = new ArrayList<PackageList>();
    DpkgStatus.read(image).ifPresent(lists::add);
    DpkgStatusFolder.read(image).ifPresent(lists::add);
    ApkInstalled.read(image).ifPresent(lists::add);
    var owners = new HashMap<TreePath, DistroPackage>();
    for (var list : lists) {
      list.files().forEach((pack, paths) -> paths.forEach(path -> owners.putIfAbsent(path, pack)));
    }
    return new PackageDatabase(List.copyOf(lists), owners);
  }

  /** Sorted; a package is there also when none of its files is. */
  public List<DistroPackage> packages() {
    return lists.stream().flatMap(list -> list.files().keySet().stream()).sorted().toList();
  }

  /** The package that a file or link is of; folders are of nobody, since packages share them. */
  public Optional<DistroPackage> owner(TreePath path) {
    return Optional.ofNullable(owners.get(path));
  }

  /** The files that are the databases themselves. */
  public Set<TreePath> own() {
    var own = new TreeSet<TreePath>();
    lists.forEach(list -> own.addAll(list.own()));
    return own;
  }

  /**
   * The databases for an image from which files left: of the packages that still have a file or a
   * link, with those. What is in {@link #own} and not in the answer has no more use.
   *
   * @param left of the image that was read
   */
  public Map<TreePath, Entry> reducedTo(FileTree left) throws IOException {
    var reduced = new TreeMap<TreePath, Entry>();
    for (var list : lists) {
      var staying = new TreeSet<DistroPackage>();
      list.files()
          .forEach(
              (pack, paths) -> {
                if (paths.stream().anyMatch(left.entries()::containsKey)) {
                  staying.add(pack);
                }
              });
      reduced.putAll(list.reducedTo(staying, left));
    }
    return reduced;
  }
}
