package io.github.whittle.registry;

import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.ImageReference;
import io.github.whittle.image.Manifest;
import io.github.whittle.user.Progress;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One repository of one registry, as far as it can be read: its manifests and blobs, as bytes.
 * Several threads may use it.
 *
 * <p>A fault that may pass is waited out within bounds; a {@link RegistryException} is final. An
 * interrupted thread gets one too, and stays interrupted.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pull">OCI
 *     distribution, pull</a>
 */
public interface RegistryReader extends Closeable {
  /** Reads the manifest with this digest, and checks that it has it; empty if there is none. */
  Optional<Manifest> manifest(Digest digest) throws RegistryException;

  /** Reads the manifest that a tag points at; empty if there is none. */
  Optional<Manifest> tagged(String tag) throws RegistryException;

  /**
   * Fetches a blob, and checks on the way that it is what the descriptor says. What breaks off is
   * begun again.
   *
   * @param file to be written; it is there afterwards only if all of the blob is in it
   * @param meter is told of the bytes as they come, not of the blob
   * @throws IOException if the file cannot be written
   */
  void pullBlob(Descriptor blob, Path file, Progress.Meter meter)
      throws RegistryException, IOException;

  /** Ends every connection, also those that other threads wait for. */
  @Override
  void close();

  /**
   * Finds the way to a registry; credentials are looked for only where nobody is let in without.
   */
  @FunctionalInterface
  interface Opener {
    RegistryReader open(ImageReference image, RegistryAccess access, Progress progress)
        throws RegistryException;
  }
}
