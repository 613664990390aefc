package io.github.whittle.base;

import io.github.whittle.image.Digest;
import io.github.whittle.image.Platform;
import io.github.whittle.registry.RegistryAccess;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.user.Progress;
import java.io.IOException;

/** The one way to images that others made: pinned, verified, cached. */
public final class Bases {
  /**
   * @param offline whether registries may not be asked
   */
  public Bases(
      BlobCache cache, LockFile lock, RegistryAccess access, boolean offline, Progress progress) {}

  /**
   * Brings an image here, pinned by its reference or by the lock file.
   *
   * @throws io.github.whittle.user.InvalidInputException if it is not pinned, not for the platform,
   *     damaged, of a form that we do not know, or neither in the cache nor to be fetched
   */
  public BaseImage base(BaseReference reference, Platform platform)
      throws IOException, RegistryException {
    throw new UnsupportedOperationException();
  }

  /**
   * Brings an image here, whatever the lock file says.
   *
   * @param pin what its index, or its manifest where there is no index, must be
   */
  public BaseImage base(BaseReference reference, Digest pin, Platform platform)
      throws IOException, RegistryException {
    throw new UnsupportedOperationException();
  }

  /** Asks the source what a reference means now. */
  public Locked resolve(BaseReference reference) throws IOException, RegistryException {
    throw new UnsupportedOperationException();
  }
}
