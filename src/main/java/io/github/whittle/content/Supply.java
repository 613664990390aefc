package io.github.whittle.content;

import io.github.whittle.elf.FileFormat;
import io.github.whittle.elf.Requirements;
import io.github.whittle.tree.Completed;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.Inode;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.Lookup;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What an image lacks that its programs need, out of another file system: real files and the links
 * on the way to them, at the places where the programs look.
 *
 * @param image with the programs
 * @param name of the source, for people
 * @param ours what an entry of the source becomes in the image
 */
record Supply(FileTree image, Lookup source, String name, UnaryOperator<Inode> ours, Scene scene) {
  private static final TreePath CACHE = new TreePath("/etc/ld.so.cache");
  private static final int EXECUTE = 0111;

  /** The ELF files and the scripts that can be run: they may need something. */
  static List<TreePath> binaries(FileTree tree) throws IOException {
    var found = new ArrayList<TreePath>();
    for (var e : tree.entries().entrySet()) {
      if (e.getValue() instanceof RegularFile file) {
        var format = FileFormat.of(e.getKey().value(), file.content());
        if (format instanceof FileFormat.Elf elf && !elf.file().isStatic()
            || format instanceof FileFormat.Script && (file.attributes().mode() & EXECUTE) != 0) {
          found.add(e.getKey());
        }
      }
    }
    return found;
  }

  /** A tree with the libraries that its programs need, as they are in the source. */
  static FileTree completed(FileTree tree, Lookup source, String name, Scene scene)
      throws IOException {
    var placed = new TreeMap<TreePath, Entry>();
    var below = scene.below();
    tree.entries()
        .forEach(
            (path, entry) -> placed.put(below.resolve(path, entry instanceof Directory), entry));
    var supply = new Supply(below.with(placed), source, name, inode -> inode, scene);
    var all = new TreeMap<>(placed);
    all.putAll(supply.of(binaries(FileTree.of(placed))));
    return FileTree.of(all);
  }

  /** What cannot be found is left out: whoever checks the whole image will say it. */
  Map<TreePath, Entry> of(Collection<TreePath> programs) throws IOException {
    var needs = Requirements.of(image, source, scene.platform(), scene.environment(), programs);
    var completed = new Completed(image, source);
    var entries = new TreeMap<TreePath, Entry>();
    needs
        .files()
        .forEach(
            (path, reason) -> {
              // The source's own cache lists what is not in the image; ours follows.
              if (image.entry(path).isEmpty() && !path.equals(CACHE)) {
                completed
                    .inode(path)
                    .ifPresent(
                        inode -> {
                          entries.put(path, ours.apply(inode));
                          tell(path, reason.text());
                        });
              }
            });
    var cache = needs.cache(image);
    if (cache.isPresent()) {
      entries.put(CACHE, new RegularFile(scene.attributes(0644), cache.get()));
      tell(CACHE, "lists libraries that the loader would not find");
    }
    return entries;
  }

  void tell(TreePath path, String reason) {
    scene.progress().debug("%s: %s, from %s".formatted(path, reason, name));
    scene.ledger().added(path.value(), name, reason);
  }
}
