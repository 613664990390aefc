package io.github.whittle.slim;

import io.github.whittle.image.Platform;
import io.github.whittle.packages.PackageDatabase;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * An image to be slimmed.
 *
 * @param whole its base and its contents
 * @param contents what is the user's own, with the layer that each path goes into
 * @param origins of the base's paths: the layer that each comes from
 * @param environment of the image
 * @param folders that a runtime or the user of the image needs: working directory, volumes, home
 * @param packages of {@code whole}
 * @param inJars native libraries inside jars of {@code whole}, as files below them: {@code
 *     /app/a.jar!/liba.so}
 */
public record Subject(
    Platform platform,
    FileTree whole,
    Map<TreePath, String> contents,
    Map<TreePath, String> origins,
    Map<String, String> environment,
    Set<TreePath> folders,
    PackageDatabase packages,
    FileTree inJars) {

  /** With the libraries that only Java sees, before it unpacks them. */
  FileTree unpacked() {
    return whole.with(inJars.entries());
  }

  /** Those of a jar; none of any other file. */
  Collection<TreePath> inJar(TreePath jar) {
    return inJars.below(new TreePath(jar + "!")).keySet();
  }

  /** Where a path comes from, for the ledger: its layer, and the package if it is of one. */
  String from(TreePath path) {
    var layer = contents.getOrDefault(path, origins.getOrDefault(path, "base"));
    return packages
        .owner(path)
        .filter(owner -> !contents.containsKey(path))
        .map(owner -> layer + ", package " + owner.name() + " " + owner.version())
        .orElse(layer);
  }
}
