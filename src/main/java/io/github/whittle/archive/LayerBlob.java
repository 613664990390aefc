package io.github.whittle.archive;

import io.github.whittle.image.Digest;
import io.github.whittle.tree.FileTree;
import io.github.whittle.user.Progress;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.function.LongConsumer;

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
   * @param meter is told of the uncompressed bytes as they are written
   */
  public static LayerBlob write(
      FileTree tree, LayerCompression compression, int threads, Path file, Progress.Meter meter)
      throws IOException {
    var compressed = new HashingStream(Files.newOutputStream(file), count -> {});
    try (compressed) {
      var tar = new HashingStream(compression.over(compressed, threads), meter::bytes);
      try (var buffered = new BufferedOutputStream(tar, 1 << 16)) {
        TarWriter.write(tree, buffered);
      }
      return new LayerBlob(tar.digest(), compressed.digest(), compressed.count, tar.count);
    }
  }

  /** Counts and hashes what goes through. */
  private static final class HashingStream extends FilterOutputStream {
    private final MessageDigest sha256 = Digest.sha256();
    private final LongConsumer told;
    private long count;

    HashingStream(OutputStream out, LongConsumer told) {
      super(out);
      this.told = told;
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
      told.accept(length);
    }

    Digest digest() {
      return Digest.from(sha256.digest());
    }
  }
}
