package io.github.whittle.registry;

import com.google.cloud.tools.jib.blob.Blob;
import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.function.LongConsumer;

/**
 * A file that takes a blob as it comes, and no more of it than there should be.
 *
 * <p>What the disk refuses is an {@link UncheckedIOException}, so that it is not taken for a fault
 * of the network.
 */
final class PulledBlob extends OutputStream {
  private final Descriptor blob;
  private final LongConsumer moved;
  private final OutputStream out;
  private final MessageDigest sha256 = Digest.sha256();
  private long count;
  private boolean complete;

  /**
   * @param moved is told of the bytes as they come, and of a negative number when they must come
   *     again
   */
  PulledBlob(Descriptor blob, Path file, LongConsumer moved) {
    this.blob = blob;
    this.moved = moved;
    try {
      out = Files.newOutputStream(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    count += length;
    moved.accept(length);
    if (count > blob.size()) {
      throw new IOException("the blob is longer than %d bytes".formatted(blob.size()));
    }
    sha256.update(bytes, offset, length);
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Takes all of the blob, and nothing else.
   *
   * @param repository where it comes from, for the message
   * @throws IOException if less came, which may pass
   * @throws RegistryException if something else came, which will not
   */
  Digest receive(Blob content, String repository) throws IOException, RegistryException {
    try {
      return taken(content, repository);
    } finally {
      if (!complete) {
        moved.accept(-count); // What came of a blob that is not complete does not count.
      }
    }
  }

  private Digest taken(Blob content, String repository) throws IOException, RegistryException {
    IOException failure = null;
    try {
      content.writeTo(this);
    } catch (IOException e) {
      if (count == 0) {
        throw e;
      }
      failure = e; // Jib has an opinion on the digest, too: what came decides.
    }
    if (count < blob.size()) {
      throw new IOException("%d of %d bytes came".formatted(count, blob.size()), failure);
    }
    if (count > blob.size()) {
      throw wrong(repository, "more than its %d bytes".formatted(blob.size()));
    }
    var found = Digest.from(sha256.digest());
    if (!found.equals(blob.digest())) {
      throw wrong(repository, "bytes with the digest " + found);
    }
    complete = true;
    return found;
  }

  private RegistryException wrong(String repository, String what) {
    return new RegistryException(
        "%s: asked for the blob %s, the registry gave %s; do not use this registry"
            .formatted(repository, blob.digest(), what));
  }

  /** May be done twice: Jib closes what it writes to, too. */
  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
