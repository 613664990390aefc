package io.github.whittle.content;

import io.github.whittle.config.LibrariesItem;
import io.github.whittle.jvm.JarLibraries;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.Inode;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.Entry.Symlink;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.Lookup;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * The libraries that the binaries of an image, and those in its jars, need, out of a pinned image
 * or this machine.
 */
final class LibrariesTree {
  private LibrariesTree() {}

  static FileTree read(LibrariesItem item, Scene scene) throws IOException, RegistryException {
    var source = source(item, scene);
    var runtime = placed(new RuntimeFiles(item, source, scene).read(), scene.below());
    var image = scene.below().with(runtime);
    var programs = new LinkedHashSet<>(Supply.binaries(scene.added()));
    programs.addAll(Supply.binaries(FileTree.of(runtime)));
    var inJars = JarLibraries.of(image, scene.added(), scene.platform(), scene.work());
    programs.addAll(Supply.binaries(inJars));
    if (programs.isEmpty()) {
      scene
          .progress()
          .warn(
              item.where()
                  + ": nothing above it in <contents> needs libraries; put it behind the programs, or remove it");
    }
    var name = item.from().toString();
    var supply =
        new Supply(image.with(inJars.entries()), source, name, inode -> ours(inode, scene), scene);
    var entries = new TreeMap<TreePath, Entry>(runtime);
    entries.putAll(supply.of(programs));
    return FileTree.of(entries);
  }

  /** At their places in the image, where links may lead elsewhere than in the source. */
  private static Map<TreePath, Entry> placed(Map<TreePath, Entry> files, FileTree image) {
    var placed = new TreeMap<TreePath, Entry>();
    files.forEach((path, entry) -> placed.put(image.resolve(path, false), entry));
    return placed;
  }

  private static Lookup source(LibrariesItem item, Scene scene)
      throws IOException, RegistryException {
    return item.from().isHost()
        ? BuildHost.files(item, scene)
        : scene.image(item, item.from().image().orElseThrow());
  }

  /** With the mode that it has there; owner and time are ours. */
  static Inode ours(Inode inode, Scene scene) {
    var attributes = scene.attributes(inode.attributes().mode());
    return inode instanceof Symlink link
        ? new Symlink(scene.attributes(0777), link.target())
        : inode instanceof RegularFile file
            ? new RegularFile(attributes, file.content())
            : new Directory(attributes);
  }
}
