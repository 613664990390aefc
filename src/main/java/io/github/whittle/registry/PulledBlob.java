package io.github.whittle.registry;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.google.cloud.tools.jib.blob.Blob;
import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.function.LongConsumer;

/**
 * A file that takes a blob as it comes, in one piece or in several, and no more of it than there
 * should be.
 *
 * <p>What the disk refuses is an {@link UncheckedIOException}, so that it is not taken for a fault
 * of the network.
 */
final class PulledBlob implements Closeable {
  private final Descriptor blob;
  private final LongConsumer moved;
  private final FileChannel out;
  private MessageDigest sha256 = Digest.sha256();
  private long count;

  /**
   * @param moved is told of the bytes as they come, and of a negative number when they must come
   *     again
   */
  PulledBlob(Descriptor blob, Path file, LongConsumer moved) {
    this.blob = blob;
    this.moved = moved;
    try {
      out = FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(byte[] bytes, int offset, int length) throws IOException {
    count += length;
    moved.accept(length);
    if (count > blob.size()) {
      throw new IOException("the blob is longer than %s bytes".formatted(blob.size()));
    }
    sha256.update(bytes, offset, length);
    try {
      for (var left = ByteBuffer.wrap(bytes, offset, length); left.hasRemaining(); ) {
        out.write(left);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many bytes are there already. */
  long count() {
    return count;
  }

  /** Forgets what came: it comes again, or never. */
  void restart() {
    moved.accept(-count);
    count = 0;
    sha256 = Digest.sha256();
    try {
      out.truncate(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Takes what is missing of the blob, and nothing else.
   *
   * @param repository where it comes from, for the message
   * @throws IOException if less came, which may pass
   * @throws RegistryException if something else came, which will not
   */
  Digest receive(Blob content, String repository) throws IOException, RegistryException {
    long before = count;
    try {
      content.writeTo(new Piece());
    } catch (IOException e) {
      // Jib has an opinion on the digest, too: what came decides.
      if (!isOfDigest(e) && count == before) {
        throw e;
      }
      if (!isOfDigest(e) && count < blob.size()) {
        throw new IOException("%s of %s bytes came".formatted(count, blob.size()), e);
      }
    }
    if (count < blob.size()) {
      throw new ShortBlobException(count, blob.size());
    }
    if (count > blob.size()) {
      throw wrong(repository, "more than its %s bytes".formatted(blob.size()));
    }
    var found = Digest.from(sha256.digest());
    if (!found.equals(blob.digest())) {
      throw wrong(repository, "bytes with the digest " + found);
    }
    return found;
  }

  /** Whether all of an answer came, and Jib misses in it what came before, or never will. */
  private static boolean isOfDigest(IOException e) {
    return e.getCause() instanceof com.google.cloud.tools.jib.api.RegistryException
        && Faults.status(e).isEmpty();
  }

  private RegistryException wrong(String repository, String what) {
    return new RegistryException(
        "%s: asked for the blob %s, the registry gave %s; do not use this registry"
            .formatted(repository, blob.digest(), what));
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What one attempt writes to; Jib closes it, and the file stays open for the next one. */
  private final class Piece extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      take(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      take(bytes, offset, length);
    }
  }
}
