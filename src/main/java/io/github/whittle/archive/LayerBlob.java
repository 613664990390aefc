package io.github.whittle.archive;

import io.github.whittle.image.Digest;
import io.github.whittle.tree.FileTree;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * A layer as it was written: a tree as a compressed tar.
 *
 * @param diffId of the uncompressed tar
 * @param digest of the compressed bytes
 * @param size of the compressed bytes
 * @param unpackedSize of the uncompressed tar, in bytes
 */
public record LayerBlob(Digest diffId, Digest digest, long size, long unpackedSize) {

  /**
   * Writes {@code tree} to {@code file} in one pass.
   *
   * @param threads how many may compress at once; the bytes do not depend on it
   */
  public static LayerBlob write(FileTree tree, Compression compression, int threads, Path file)
      throws IOException {
    var compressed = new HashingStream(Files.newOutputStream(file));
    try (compressed) {
      var tar = new HashingStream(compression.over(compressed, threads));
      try (var buffered = new BufferedOutputStream(tar, 1 << 16)) {
        TarWriter.write(tree, buffered);
      }
      return new LayerBlob(tar.digest(), compressed.digest(), compressed.count, tar.count);
    }
  }

  /** Counts and hashes what goes through. */
  private static final class HashingStream extends FilterOutputStream {
    private final MessageDigest sha256 = Digest.sha256();
    private long count;

    HashingStream(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      sha256.update(bytes, offset, length);
      count += length;
    }

    Digest digest() {
      return Digest.from(sha256.digest());
    }
  }
}
