package io.github.whittle.sandbox;

import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An unpacked image, ready for a program.
 *
 * @param root where it is unpacked
 * @param proc where {@code /proc} is mounted, links of the image followed
 * @param dev where {@code /dev} is mounted
 * @param tmp where the fresh {@code /tmp} is mounted; nowhere if the image has files there
 * @param mounts of the machine, with paths in the image whose links are followed
 */
record Box(Path root, TreePath proc, TreePath dev, List<TreePath> tmp, List<Mount> mounts) {
  private static final TreePath TMP = new TreePath("/tmp");

  /** Makes the places for what is mounted, and the few files that runtimes write. */
  static Box prepare(Path root, FileTree tree, Program program) throws IOException {
    var proc = folder(root, tree, new TreePath("/proc"));
    var dev = folder(root, tree, new TreePath("/dev"));
    boolean empty = tree.below(tree.resolve(TMP, true)).isEmpty();
    var tmp = empty ? List.of(folder(root, tree, TMP)) : List.<TreePath>of();
    write(root, tree, "/etc/hosts", "127.0.0.1 localhost\n::1 localhost\n");
    var resolver = Path.of("/etc/resolv.conf");
    if (program.network() && Files.isReadable(resolver)) {
      write(root, tree, resolver.toString(), Files.readString(resolver));
    }
    folder(root, tree, program.folder());
    var mounts = new ArrayList<Mount>();
    for (var mount : program.mounts()) {
      mounts.add(place(root, tree, mount));
    }
    return new Box(root, proc, dev, tmp, mounts);
  }

  private static TreePath folder(Path root, FileTree tree, TreePath path) throws IOException {
    var place = tree.resolve(path, true);
    BoxFolder.makeFolder(DiskPath.below(root, place.relative()));
    return place;
  }

  private static void write(Path root, FileTree tree, String path, String text) throws IOException {
    var place = tree.resolve(new TreePath(path), false);
    var file = DiskPath.below(root, place.relative());
    BoxFolder.makeFolder(file.getParent());
    Files.deleteIfExists(file);
    Files.writeString(file, text, StandardCharsets.UTF_8);
    Files.setAttribute(file, "unix:mode", 0644);
  }

  private static Mount place(Path root, FileTree tree, Mount mount) throws IOException {
    var place = tree.resolve(mount.path(), true);
    var file = DiskPath.below(root, place.relative());
    if (Files.isDirectory(mount.host())) {
      BoxFolder.makeFolder(file);
    } else if (!Files.exists(file)) {
      BoxFolder.makeFolder(file.getParent());
      Files.createFile(file);
    }
    return new Mount(mount.host(), place);
  }
}
