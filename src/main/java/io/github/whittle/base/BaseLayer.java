package io.github.whittle.base;

import io.github.whittle.archive.TarReader;
import io.github.whittle.config.BaseReference;
import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.ImageReference;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.Overlay;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
  private FileTree tree;

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
   * @throws InvalidInputException if it does not have the diffId
   */
  public synchronized Path tar() throws IOException {
    if (tar == null) {
      boolean plain = descriptor.digest().equals(diffId);
      tar = plain ? blob : read(() -> cache.tar(diffId, descriptor.digest(), blob, name()));
    }
    return tar;
  }

  /**
   * What was once found out about the layer, kept in the cache beside it.
   *
   * @param question in all its words: another question has another answer
   */
  public Path remembered(String question, BlobCache.Maker maker) throws IOException {
    var key = (question + "\n" + diffId).getBytes(StandardCharsets.UTF_8);
    return cache.made(Digest.of(key), maker);
  }

  /** What is in the layer, markers of deleted files included. */
  public synchronized FileTree tree() throws IOException {
    if (tree == null) {
      var file = tar();
      tree = read(() -> TarReader.read(file, name()));
    }
    return tree;
  }

  /** What a runtime shows where this layer lies over others. */
  FileTree over(FileTree lower) throws IOException {
    var own = tree();
    return read(
        () -> {
          try {
            return Overlay.overlay(lower, own);
          } catch (InvalidInputException e) {
            throw new InvalidInputException("%s: %s".formatted(name(), e.getMessage()), e);
          }
        });
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  /** The blob was verified, so whatever is wrong with it is wrong everywhere. */
  private static <T> T read(Reading<T> part) throws IOException {
    try {
      return part.read();
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          e.getMessage()
              + "; these are the bytes that are pinned, so fetching them again does not help; take another image, or have this one made anew",
          e);
    }
  }

  private String name() {
    return "'%s': the layer %s".formatted(origin, descriptor.digest());
  }
}
