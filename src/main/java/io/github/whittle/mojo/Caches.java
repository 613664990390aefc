package io.github.whittle.mojo;

import io.github.whittle.base.BlobCache;
import io.github.whittle.config.Cache;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Path;

/** The cache of images that others made. */
final class Caches {
  private Caches() {}

  static BlobCache of(Cache cache, Progress progress) throws IOException {
    var usual =
        BlobCache.usualFolder(
            System.getenv(),
            System.getProperty("os.name"),
            Path.of(System.getProperty("user.home")));
    return new BlobCache(cache.folder().orElse(usual), progress);
  }

  /** What nobody used for long leaves a cache that became large. */
  static void clean(BlobCache blobs, Cache cache) throws IOException {
    blobs.clean(cache.limit().bytes(), cache.unused().duration());
  }
}
