package io.github.whittle.base;

import io.github.whittle.config.BaseReference;
import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Manifest;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.nio.file.Path;

/** A registry that may not be asked. */
record OfflineSource(BaseReference reference) implements ImageSource {
  @Override
  public Manifest root() {
    throw new InvalidInputException(
        "'%s' is in a registry, and Maven works offline; run it without -o".formatted(reference));
  }

  @Override
  public Manifest manifest(Digest digest) {
    throw missing(digest);
  }

  @Override
  public Digest blob(Descriptor blob, Path file, Progress.Meter meter) {
    throw missing(blob.digest());
  }

  private InvalidInputException missing(Digest digest) {
    return new InvalidInputException(
        "%s of '%s' is not in the cache, and Maven works offline; run it once without -o"
            .formatted(digest, reference));
  }

  @Override
  public void close() {}
}
