package io.github.whittle.registry;

import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.blob.Blob;
import com.google.cloud.tools.jib.blob.BlobDescriptor;
import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** A file that is sent only as far as it is what its descriptor says. */
final class CheckedBlob implements Blob {
  private static final int BUFFER = 1 << 16;

  private final Descriptor descriptor;
  private final DescriptorDigest digest;
  private final Path file;
  private final LongConsumer moved;
  private boolean begun;
  private long sent;

  /**
   * @param moved is told of the bytes as they go out, and of a negative number when they must go
   *     out again
   */
  CheckedBlob(Descriptor descriptor, DescriptorDigest digest, Path file, LongConsumer moved) {
    this.descriptor = descriptor;
    this.digest = digest;
    this.file = file;
    this.moved = moved;
  }

  DescriptorDigest digest() {
    return digest;
  }

  /** Whether it was asked for its bytes. */
  boolean begun() {
    return begun;
  }

  /** Fails before the body's end if the file is damaged, so that the upload is never complete. */
  @Override
  public BlobDescriptor writeTo(OutputStream out) throws IOException {
    begun = true;
    moved.accept(-sent);
    sent = 0;
    var sum = Digest.sha256();
    try (var in = Files.newInputStream(file)) {
      var buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sum.update(buffer, 0, n);
        send(buffer, n, out);
      }
    }
    var found = Digest.from(sum.digest());
    if (sent != descriptor.size() || !found.equals(descriptor.digest())) {
      throw new InvalidInputException(
          "'%s' has the digest %s; build the image again".formatted(file, found));
    }
    return new BlobDescriptor(sent, digest);
  }

  private void send(byte[] buffer, int count, OutputStream out) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted");
    }
    out.write(buffer, 0, count);
    sent += count;
    moved.accept(count);
  }

  /** An upload that broke off begins again at its first request, not in the session it left. */
  @Override
  public boolean isRetryable() {
    return false;
  }
}
