package io.github.whittle.supply;

import io.github.whittle.image.Digest;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;

/**
 * Learns the digests of files from those who read them to write a layer, so that no file is read a
 * second time.
 */
public final class LayerWatch {
  private final Map<FileTree, Map<TreePath, Seen>> layers = new HashMap<>();

  /**
   * What was seen of a file.
   *
   * @param isElf whether it begins as programs do
   */
  record Seen(Digest sha256, boolean isElf) {}

  /** The same tree; what is read of it to its end is learned. */
  public FileTree over(FileTree layer) {
    var seen = new HashMap<TreePath, Seen>();
    layers.put(layer, seen);
    return layer.map(
        (path, entry) ->
            entry instanceof RegularFile file
                ? new RegularFile(file.attributes(), watched(path, file.content(), seen))
                : entry);
  }

  /** What was learned of a layer. */
  Map<TreePath, Seen> of(FileTree layer) {
    return layers.getOrDefault(layer, Map.of());
  }

  private static Content watched(TreePath path, Content content, Map<TreePath, Seen> into) {
    return new Content() {
      @Override
      public long size() {
        return content.size();
      }

      @Override
      public InputStream open() throws IOException {
        return new Watched(content.open(), path, into);
      }
    };
  }

  /** Hashes what goes by. */
  private static final class Watched extends FilterInputStream {
    private final MessageDigest sha256 = Digest.sha256();
    private final TreePath path;
    private final Map<TreePath, Seen> into;
    private final byte[] start = new byte[FileFacts.ELF_SIZE];
    private long size;
    private boolean isWhole = true;

    Watched(InputStream in, TreePath path, Map<TreePath, Seen> into) {
      super(in);
      this.path = path;
      this.into = into;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      if (count > 0) {
        learn(bytes, offset, count);
      } else if (count < 0 && isWhole) {
        into.put(path, new Seen(Digest.from(sha256.digest()), FileFacts.isElf(start)));
        isWhole = false;
      }
      return count;
    }

    private void learn(byte[] bytes, int offset, int count) {
      if (size < start.length) {
        int taken = (int) Math.min(count, start.length - size);
        System.arraycopy(bytes, offset, start, (int) size, taken);
      }
      size += count;
      sha256.update(bytes, offset, count);
    }

    @Override
    public long skip(long count) throws IOException {
      isWhole = false;
      return in.skip(count);
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
