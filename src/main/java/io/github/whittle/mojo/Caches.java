package io.github.whittle.mojo;

import io.github.whittle.base.BlobCache;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The cache of images that others made. */
final class Caches {
  private static final long LIMIT = 10L << 30;
  private static final Duration UNUSED = Duration.ofDays(30);

  private Caches() {}

  static BlobCache of(Optional<Path> folder, Progress progress) throws IOException {
    var usual =
        BlobCache.usualFolder(
            System.getenv(),
            System.getProperty("os.name"),
            Path.of(System.getProperty("user.home")));
    return new BlobCache(folder.orElse(usual), progress);
  }

  /** Above 10 GB, what nobody used for 30 days leaves. */
  static void clean(BlobCache cache) throws IOException {
    cache.clean(LIMIT, UNUSED);
  }
}
