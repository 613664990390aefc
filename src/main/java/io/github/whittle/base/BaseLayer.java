package io.github.whittle.base;

import io.github.whittle.archive.TarReader;
import io.github.whittle.config.BaseReference;
import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.ImageReference;
import io.github.whittle.tree.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A layer of a base, verified. */
public final class BaseLayer {
  private final Descriptor descriptor;
  private final Digest diffId;
  private final Path blob;
  private final BlobCache cache;
  private final BaseReference origin;
  private Path tar;

  BaseLayer(
      Descriptor descriptor, Digest diffId, Path blob, BlobCache cache, BaseReference origin) {
    this.descriptor = descriptor;
    this.diffId = diffId;
    this.blob = blob;
    this.cache = cache;
    this.origin = origin;
  }

  /** As it stands in the manifest. */
  public Descriptor descriptor() {
    return descriptor;
  }

  public Digest diffId() {
    return diffId;
  }

  /** The image that has it, in whatever registry. */
  public Optional<ImageReference> origin() {
    return origin instanceof BaseReference.InRegistry registry
        ? Optional.of(registry.image())
        : Optional.empty();
  }

  /** The bytes that the descriptor names. */
  public Path blob() {
    return blob;
  }

  /**
   * The uncompressed tar; it is made when it is first asked for.
   *
   * @throws io.github.whittle.user.InvalidInputException if it does not have the diffId
   */
  public synchronized Path tar() throws IOException {
    if (tar == null) {
      boolean plain = descriptor.digest().equals(diffId);
      tar = plain ? blob : cache.tar(diffId, blob, origin.toString());
    }
    return tar;
  }

  /** What is in the layer, markers of deleted files included. */
  public FileTree tree() throws IOException {
    return TarReader.read(tar());
  }
}
