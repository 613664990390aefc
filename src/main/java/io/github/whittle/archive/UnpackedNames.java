package io.github.whittle.archive;

import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.HardLink;
import io.github.whittle.tree.Entry.Symlink;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The names of an archive as a disk would have them while it is unpacked in its order: a path that
 * comes twice is what it was last, and the other names of a file that is replaced keep it.
 *
 * <p>A hard link may come before its target, or have none in the archive.
 */
final class UnpackedNames {
  /** Real images have some hundred thousand. */
  static final int MAX_ENTRIES = 2_000_000;

  private static final int MAX_DEPTH = 256;

  /** What to do with an entry below a symbolic link of the same archive. */
  enum BelowLinks {
    /** It is written where the link leads inside the archive, as runtimes do with layers. */
    FOLLOWED,
    REFUSED
  }

  private record Name(TreePath path, Inode inode) {}

  /** The identity of a file, which several names share. */
  private static final class Inode {
    private final Entry entry;
    private TreePath home;

    Inode(Entry entry) {
      this.entry = entry;
    }
  }

  private final TreeMap<String, Name> names = new TreeMap<>();
  private final List<Name> belowLinks = new ArrayList<>();
  private final BelowLinks mode;
  private final int maxEntries;
  private int count;

  UnpackedNames(BelowLinks mode, int maxEntries) {
    this.mode = mode;
    this.maxEntries = maxEntries;
  }

  /** A name as an archive has it; one that climbs out of the archive is an attack, or damage. */
  static TreePath path(String name) {
    if (List.of(name.split("/")).contains("..")) {
      throw new InvalidInputException(
          "'%s' climbs with '..', out of what it may name".formatted(name));
    }
    return TreePath.parse(name);
  }

  void put(TreePath path, Entry entry) {
    if (++count > maxEntries) {
      throw new InvalidInputException("it has more than %s entries".formatted(maxEntries));
    }
    if (path.value().chars().filter(c -> c == '/').count() > MAX_DEPTH) {
      throw new InvalidInputException(
          "'%s…' lies more than %s folders deep"
              .formatted(path.value().substring(0, 80), MAX_DEPTH));
    }
    var name = new Name(path, inode(entry));
    if (nearestAbove(path) instanceof Symlink) {
      putBelowLink(name);
    } else {
      place(path, name.inode);
    }
  }

  private Inode inode(Entry entry) {
    if (entry instanceof HardLink link && names.containsKey(link.target().value())) {
      return names.get(link.target().value()).inode;
    }
    return new Inode(entry);
  }

  /** Those above the nearest are directories, or it would not have got there. */
  private Entry nearestAbove(TreePath path) {
    var value = path.value();
    for (int end = value.lastIndexOf('/'); end > 0; end = value.lastIndexOf('/', end - 1)) {
      var above = names.get(value.substring(0, end));
      if (above != null) {
        return above.inode.entry;
      }
    }
    return null;
  }

  private void putBelowLink(Name name) {
    if (mode == BelowLinks.REFUSED) {
      throw new InvalidInputException(
          "'%s' lies below a link of the same archive".formatted(name.path));
    }
    belowLinks.add(name);
  }

  private void place(TreePath path, Inode inode) {
    if (!(inode.entry instanceof Directory)) {
      removeBelow(path);
    }
    if (inode.home == null) {
      inode.home = path;
    }
    names.put(path.value(), new Name(path, inode));
  }

  private void removeBelow(TreePath path) {
    var prefix = path.isRoot() ? "" : path.value();
    names.subMap(prefix + '/', false, prefix + (char) ('/' + 1), false).clear();
  }

  /** Everything that was put, with links that are the same file as one inode. */
  FileTree tree() {
    var links = symlinks();
    belowLinks.forEach(name -> place(links.resolve(name.path, false), name.inode));
    var entries = new TreeMap<TreePath, Entry>();
    names.values().forEach(name -> entries.put(name.path, entry(name, links)));
    return FileTree.of(entries);
  }

  private FileTree symlinks() {
    var links = new TreeMap<TreePath, Entry>();
    for (var name : names.values()) {
      if (name.inode.entry instanceof Symlink link) {
        links.put(name.path, link);
      }
    }
    return FileTree.of(links);
  }

  private Entry entry(Name name, FileTree links) {
    var inode = name.inode;
    if (!isThere(inode)) {
      inode.home = name.path; // Its first name was given to another file.
    }
    if (!inode.home.equals(name.path)) {
      return new HardLink(inode.home);
    }
    return inode.entry instanceof HardLink link && !names.containsKey(link.target().value())
        ? new HardLink(links.resolve(link.target(), false))
        : inode.entry;
  }

  private boolean isThere(Inode inode) {
    var first = names.get(inode.home.value());
    return first != null && first.inode == inode;
  }
}
