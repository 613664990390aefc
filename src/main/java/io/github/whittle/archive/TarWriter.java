package io.github.whittle.archive;

import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry.Device;
import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.Fifo;
import io.github.whittle.tree.Entry.HardLink;
import io.github.whittle.tree.Entry.Inode;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.Entry.Symlink;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes a tree as a tar whose bytes depend on nothing but the tree.
 *
 * <p>Entries come in the order of the tree, except that a hard link comes after its target; there
 * are no names of owners; the end is two blocks of zeros without further padding.
 */
public final class TarWriter {
  private static final byte[] NOTHING = {};
  private static final Attributes LINK_WITHOUT_TARGET = Attributes.of(0644, 0);

  private final OutputStream out;
  private final byte[] buffer = new byte[1 << 16];

  private TarWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes all of {@code tree}; {@code out} stays open. */
  public static void write(FileTree tree, OutputStream out) throws IOException {
    var writer = new TarWriter(out);
    for (var entry : tree.entries().entrySet()) {
      if (!(entry.getValue() instanceof HardLink)) {
        writer.write(entry.getKey(), (Inode) entry.getValue());
      }
    }
    for (var entry : tree.entries().entrySet()) {
      if (entry.getValue() instanceof HardLink link) {
        writer.write(entry.getKey(), link, tree);
      }
    }
    out.write(new byte[2 * TarHeader.BLOCK]);
  }

  private void write(TreePath path, HardLink link, FileTree tree) throws IOException {
    var attributes = tree.inode(link.target()).map(Inode::attributes).orElse(LINK_WITHOUT_TARGET);
    writeHeader(
        TarConstants.LF_LINK, name(path), TarText.encode(link.target().relative()), attributes, 0);
  }

  private void write(TreePath path, Inode inode) throws IOException {
    if (inode instanceof Directory) {
      var name = TarText.encode(path.isRoot() ? "./" : path.relative() + "/");
      writeHeader(TarConstants.LF_DIR, name, NOTHING, inode.attributes(), 0);
    } else if (inode instanceof RegularFile file) {
      long size = file.content().size();
      writeHeader(TarConstants.LF_NORMAL, name(path), NOTHING, inode.attributes(), size);
      copy(path, file.content());
    } else if (inode instanceof Symlink link) {
      writeHeader(
          TarConstants.LF_SYMLINK,
          name(path),
          TarText.encode(link.target()),
          inode.attributes(),
          0);
    } else if (inode instanceof Fifo) {
      writeHeader(TarConstants.LF_FIFO, name(path), NOTHING, inode.attributes(), 0);
    } else if (inode instanceof Device device) {
      write(path, device);
    }
  }

  private void write(TreePath path, Device device) throws IOException {
    byte type =
        switch (device.kind()) {
          case CHARACTER -> TarConstants.LF_CHR;
          case BLOCK -> TarConstants.LF_BLK;
        };
    writeHeader(
        header(type, name(path), NOTHING, device.attributes(), 0, device.major(), device.minor()),
        device.attributes());
  }

  private void writeHeader(byte type, byte[] name, byte[] link, Attributes attributes, long size)
      throws IOException {
    writeHeader(header(type, name, link, attributes, size, 0, 0), attributes);
  }

  private void writeHeader(TarHeader header, Attributes attributes) throws IOException {
    var pax = header.pax();
    attributes.xattrs().forEach((name, value) -> pax.put(PaxRecords.XATTR + name, value.toArray()));
    if (!pax.isEmpty()) {
      var records = pax.encode();
      out.write(paxHeader(records.length).bytes());
      out.write(records);
      pad(records.length);
    }
    out.write(header.bytes());
  }

  private static TarHeader header(
      byte type, byte[] name, byte[] link, Attributes a, long size, int major, int minor) {
    return new TarHeader(
        type, name, link, a.mode(), a.uid(), a.gid(), size, a.mtime(), major, minor);
  }

  private static TarHeader paxHeader(long size) {
    return header(
        TarConstants.LF_PAX_EXTENDED_HEADER_LC,
        TarText.encode("././@PaxHeader"),
        NOTHING,
        Attributes.of(0644, 0),
        size,
        0,
        0);
  }

  private static byte[] name(TreePath path) {
    return TarText.encode(path.relative());
  }

  private void copy(TreePath path, Content content) throws IOException {
    long done = 0;
    try (var in = content.open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        done += n;
        if (done > content.size()) {
          break;
        }
        out.write(buffer, 0, n);
      }
    }
    if (done != content.size()) {
      throw new InvalidInputException(
          "the content of '%s' was %s bytes and changed while it was read; build again"
              .formatted(path, content.size()));
    }
    pad(done);
  }

  private void pad(long size) throws IOException {
    int over = (int) (size % TarHeader.BLOCK);
    if (over > 0) {
      out.write(new byte[TarHeader.BLOCK - over]);
    }
  }
}
