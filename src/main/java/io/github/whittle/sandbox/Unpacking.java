package io.github.whittle.sandbox;

import io.github.whittle.archive.TarText;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a tree into an empty folder with contents, links, owners, modes and times; the time of
 * access of every file and folder is 1970.
 *
 * <p>Contents are copies, never hard links: those would share times and bytes with what they come
 * from.
 */
final class Unpacking {
  private static final FileTime NEVER = FileTime.fromMillis(0);
  private static final int SPECIAL_BITS = 07000;

  private final FileTree tree;
  private final Path root;
  private final Identity identity;
  private final Progress progress;
  private final FileCopy copy = new FileCopy();

  Unpacking(FileTree tree, Path root, Identity identity, Progress progress) {
    this.tree = tree;
    this.root = root;
    this.identity = identity;
    this.progress = progress;
  }

  void run() throws IOException {
    for (var e : tree.entries().entrySet()) {
      make(e.getKey(), e.getValue());
    }
    for (var e : tree.entries().entrySet()) {
      if (e.getValue() instanceof Entry.HardLink link) {
        Files.createLink(disk(e.getKey()), disk(link.target()));
      }
    }
    var inodes = inodes();
    if (identity == Identity.ROOT) {
      for (var path : inodes) {
        own(disk(path), attributes(path));
      }
    }
    for (var path : inodes) {
      finish(path);
    }
    if (identity == Identity.SUBORDINATE) {
      ownWithin(inodes);
    }
    xattrs(inodes);
    if (identity == Identity.ONE) {
      tellOwners(inodes);
    }
  }

  private Path disk(TreePath path) {
    return path.isRoot() ? root : DiskPath.below(root, path.relative());
  }

  private Attributes attributes(TreePath path) {
    return ((Entry.Inode) tree.entries().get(path)).attributes();
  }

  /** Those that were made, the deepest first: what is put into a folder changes its time. */
  private List<TreePath> inodes() {
    var paths = new ArrayList<TreePath>();
    tree.entries()
        .forEach(
            (path, entry) -> {
              if (entry instanceof Entry.Inode inode && !isLeftOut(path, inode)) {
                paths.add(path);
              }
            });
    Collections.reverse(paths);
    return paths;
  }

  /** Devices of an image are hidden below the sandbox's own, or cannot be made at all. */
  private boolean isLeftOut(TreePath path, Entry.Inode inode) {
    return inode instanceof Entry.Device
        && (identity != Identity.ROOT || path.value().startsWith("/dev/"));
  }

  private void make(TreePath path, Entry entry) throws IOException {
    var file = disk(path);
    if (entry instanceof Entry.Directory) {
      Files.createDirectories(file);
    } else if (entry instanceof Entry.RegularFile regular) {
      copy.write(regular.content(), file);
    } else if (entry instanceof Entry.Symlink link) {
      Files.createSymbolicLink(file, DiskPath.target(link.target()));
    } else if (entry instanceof Entry.Fifo) {
      node(file, "p");
    } else if (entry instanceof Entry.Device device && !isLeftOut(path, device)) {
      boolean block = device.kind() == Entry.Device.Kind.BLOCK;
      node(file, block ? "b" : "c", "" + device.major(), "" + device.minor());
    }
  }

  private static void node(Path file, String... kind) throws IOException {
    run(new Words(HostTools.named("mknod"), file.toString()).add(kind).list(), new byte[0]);
  }

  private static void run(List<String> command, byte[] input) throws IOException {
    var failure = HostCommand.failure(command, input);
    if (failure.isPresent()) {
      throw new IOException(failure.get());
    }
  }

  private static void own(Path file, Attributes a) throws IOException {
    Files.setAttribute(file, "unix:uid", (int) a.uid(), LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(file, "unix:gid", (int) a.gid(), LinkOption.NOFOLLOW_LINKS);
  }

  private void finish(TreePath path) throws IOException {
    var file = disk(path);
    var a = attributes(path);
    if (tree.entries().get(path) instanceof Entry.Symlink) {
      return;
    }
    // After the owner: the kernel takes the setuid bit away when that changes.
    Files.setAttribute(file, "unix:mode", a.mode());
    Files.getFileAttributeView(file, BasicFileAttributeView.class)
        .setTimes(FileTime.fromMillis(a.mtime() * 1000), NEVER, null);
  }

  /** As root of a user namespace, in few runs: one for every owner, one for every special mode. */
  private void ownWithin(List<TreePath> inodes) throws IOException {
    var owners = new TreeMap<String, List<TreePath>>();
    var modes = new TreeMap<String, List<TreePath>>();
    for (var path : inodes) {
      var a = attributes(path);
      if (a.uid() != 0 || a.gid() != 0) {
        group(owners, a.uid() + ":" + a.gid(), path);
        boolean special = (a.mode() & SPECIAL_BITS) != 0;
        if (special && !(tree.entries().get(path) instanceof Entry.Symlink)) {
          group(modes, Integer.toOctalString(a.mode()), path);
        }
      }
    }
    each(owners, "chown", "--no-dereference");
    each(modes, "chmod");
  }

  private static void group(Map<String, List<TreePath>> groups, String key, TreePath path) {
    groups.computeIfAbsent(key, k -> new ArrayList<>()).add(path);
  }

  private void each(Map<String, List<TreePath>> groups, String... change) throws IOException {
    for (var group : groups.entrySet()) {
      var command =
          new Words()
              .add(identity.prefix())
              .add(HostTools.named("xargs"), "--null", "--no-run-if-empty")
              .add(HostTools.named(change[0]))
              .add(List.of(change).subList(1, change.length))
              .add("--", group.getKey());
      run(command.list(), names(group.getValue()));
    }
  }

  private byte[] names(List<TreePath> paths) {
    var names = new ByteArrayOutputStream();
    for (var path : paths) {
      names.writeBytes(TarText.encode(root + path.value() + "\0"));
    }
    return names.toByteArray();
  }

  private void xattrs(List<TreePath> inodes) throws IOException {
    var with = inodes.stream().filter(path -> !attributes(path).xattrs().isEmpty()).toList();
    var tool = HostTools.find("setfattr");
    if (!with.isEmpty() && (tool.isEmpty() || identity == Identity.ONE)) {
      progress.warn(
          "%s files have extended attributes (capabilities of programs, for example), which they lack in the sandbox: %s"
              .formatted(
                  with.size(),
                  tool.isEmpty() ? "setfattr is not on this machine" : "only root can set them"));
      return;
    }
    for (var path : with) {
      for (var x : attributes(path).xattrs().entrySet()) {
        run(
            new Words()
                .add(identity.prefix())
                .add(tool.get(), "--no-dereference", "--name=" + x.getKey())
                .add("--value=0x" + x.getValue(), "--", root + path.value())
                .list(),
            new byte[0]);
      }
    }
  }

  private void tellOwners(List<TreePath> inodes) {
    long others =
        inodes.stream().map(this::attributes).filter(a -> a.uid() != 0 || a.gid() != 0).count();
    if (others > 0) {
      progress.warn(
          "%s files of other owners than root belong to the one user of the sandbox, and chown fails in it: this user has no subordinate ids (newuidmap, /etc/subuid)"
              .formatted(others));
    }
  }
}
