package io.github.whittle.base;

import io.github.whittle.image.Digest;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is at each path, in words: kind, mode, owner, time, what is in it, and the first of the
 * paths that are the same file. The root is left out.
 */
public final class DescribedTree {
  private static final boolean OWNERS = isRoot();

  private DescribedTree() {}

  private static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException e) {
      return false;
    }
  }

  static Map<String, String> of(FileTree tree) throws IOException {
    var words = new TreeMap<String, String>();
    var inodes = new HashMap<String, Object>();
    for (var path : tree.entries().keySet()) {
      if (!path.isRoot()) {
        var entry = tree.entries().get(path);
        var home = entry instanceof Entry.HardLink link ? link.target() : path;
        inodes.put(path.value(), home);
        words.put(path.value(), words(tree.inode(path).orElseThrow()));
      }
    }
    return withFirstNames(words, inodes);
  }

  private static String words(Entry.Inode inode) throws IOException {
    var a = inode.attributes();
    var owner = OWNERS ? a.uid() + ":" + a.gid() : "";
    var common = "%o %s %d %s".formatted(a.mode(), owner, a.mtime(), a.xattrs());
    if (inode instanceof Entry.RegularFile file) {
      try (var in = file.content().open()) {
        return "file " + common + " " + Digest.of(in.readAllBytes());
      }
    }
    return inode instanceof Entry.Symlink link
        ? "link %s %d -> %s".formatted(owner, a.mtime(), link.target())
        : "folder " + common;
  }

  public static Map<String, String> of(Path root) throws IOException {
    var words = new TreeMap<String, String>();
    var inodes = new HashMap<String, Object>();
    try (var paths = Files.walk(root)) {
      for (var path : paths.filter(p -> !p.equals(root)).toList()) {
        var name = "/" + root.relativize(path);
        inodes.put(name, attribute(path, "ino"));
        words.put(name, words(path));
      }
    }
    return withFirstNames(words, inodes);
  }

  private static Object attribute(Path path, String name) throws IOException {
    return Files.getAttribute(path, "unix:" + name, LinkOption.NOFOLLOW_LINKS);
  }

  private static String words(Path path) throws IOException {
    var owner = OWNERS ? attribute(path, "uid") + ":" + attribute(path, "gid") : "";
    long mtime = ((FileTime) attribute(path, "lastModifiedTime")).toInstant().getEpochSecond();
    if (Files.isSymbolicLink(path)) {
      return "link %s %d -> %s".formatted(owner, mtime, Files.readSymbolicLink(path));
    }
    int mode = (int) attribute(path, "mode") & 07777;
    var common = "%o %s %d {}".formatted(mode, owner, mtime);
    int kind = (int) attribute(path, "mode") & 0170000;
    if (!Files.isDirectory(path) && kind != 0100000) {
      return "device %o %s %s".formatted(kind, common, attribute(path, "rdev"));
    }
    return Files.isDirectory(path)
        ? "folder " + common
        : "file " + common + " " + Digest.of(Files.readAllBytes(path));
  }

  private static Map<String, String> withFirstNames(
      Map<String, String> words, Map<String, Object> inodes) {
    var first = new HashMap<Object, String>();
    words.keySet().forEach(path -> first.putIfAbsent(inodes.get(path), path));
    words.replaceAll((path, text) -> text + " as " + first.get(inodes.get(path)));
    return words;
  }
}
