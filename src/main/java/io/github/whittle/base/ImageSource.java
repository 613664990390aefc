package io.github.whittle.base;

import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Manifest;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.user.Progress;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where an image comes from: a registry, a layout or a tar. Several threads may use it.
 *
 * <p>Whoever uses it verifies what it gives.
 */
interface ImageSource extends Closeable {
  /** What the reference means now: a manifest or an index, with its bytes as they are. */
  Manifest root() throws IOException, RegistryException;

  /**
   * A manifest or an index by digest.
   *
   * @throws io.github.whittle.user.InvalidInputException if it is not there
   */
  Manifest manifest(Digest digest) throws IOException, RegistryException;

  /** Fails if the source can tell at once that what it holds is not what {@code pin} names. */
  default void expect(Digest pin) throws IOException {}

  /** What the place where the image lies says of it, among that its name. */
  default Map<String, String> annotations() {
    return Map.of();
  }

  /** The file that a blob is already, if it is one on this machine; not verified. */
  default Optional<Path> local(Descriptor blob) throws IOException {
    return Optional.empty();
  }

  /**
   * Writes a blob into a new file.
   *
   * @param meter is told of the bytes
   * @return the digest of what was written
   */
  Digest blob(Descriptor blob, Path file, Progress.Meter meter)
      throws IOException, RegistryException;

  /** Ends what other threads wait for. */
  @Override
  void close();
}
