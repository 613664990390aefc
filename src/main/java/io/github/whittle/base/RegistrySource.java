package io.github.whittle.base;

import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.ImageReference;
import io.github.whittle.image.Manifest;
import io.github.whittle.registry.RegistryAccess;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.registry.RegistryReader;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Path;

/** An image in a registry, which is not asked before something is wanted of it. */
final class RegistrySource implements ImageSource {
  private final ImageReference image;
  private final RegistryReader.Opener opener;
  private final RegistryAccess access;
  private final Progress progress;
  private RegistryReader reader;
  private boolean closed;

  RegistrySource(
      ImageReference image,
      RegistryReader.Opener opener,
      RegistryAccess access,
      Progress progress) {
    this.image = image;
    this.opener = opener;
    this.access = access;
    this.progress = progress;
  }

  private synchronized RegistryReader reader() throws RegistryException {
    if (closed) {
      throw new RegistryException("'%s': the connection was ended".formatted(image));
    }
    if (reader == null) {
      reader = opener.open(image, access, progress);
    }
    return reader;
  }

  @Override
  public Manifest root() throws RegistryException {
    if (image.digest().isPresent()) {
      return manifest(image.digest().get());
    }
    return reader()
        .tagged(image.tagOrLatest())
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "'%s' is not there; check the name and the tag".formatted(image)));
  }

  @Override
  public Manifest manifest(Digest digest) throws RegistryException {
    return reader()
        .manifest(digest)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "'%s' is pinned to %s, which the registry does not have, or no longer; pin what it has now with %s"
                        .formatted(image, digest, Bases.UPDATE_COMMAND)));
  }

  @Override
  public Digest blob(Descriptor blob, Path file, Progress.Meter meter)
      throws IOException, RegistryException {
    reader().pullBlob(blob, file, meter);
    return Digest.of(file);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (reader != null) {
      reader.close();
    }
  }
}
