package io.github.whittle.tree;

import io.github.whittle.user.InvalidInputException;

/** What stands at a path: an inode, or a further name of one. */
public sealed interface Entry {
  /** An entry with attributes of its own. */
  sealed interface Inode extends Entry {
    Attributes attributes();
  }

  record Directory(Attributes attributes) implements Inode {}

  record RegularFile(Attributes attributes, Content content) implements Inode {}

  /**
   * @param target as it is written, relative or absolute; it may lead nowhere
   */
  record Symlink(Attributes attributes, String target) implements Inode {
    public Symlink {
      if (target.isEmpty() || target.indexOf('\0') >= 0) {
        throw new InvalidInputException("'%s' is not a target of a link".formatted(target));
      }
    }
  }

  /**
   * @param major of the device's number
   * @param minor of the device's number
   */
  record Device(Attributes attributes, Kind kind, int major, int minor) implements Inode {
    public enum Kind {
      CHARACTER,
      BLOCK
    }
  }

  record Fifo(Attributes attributes) implements Inode {}

  /**
   * A second name of the inode at {@code target}, which is no directory. In a layer the target may
   * be in a layer below.
   */
  record HardLink(TreePath target) implements Entry {}
}
