package io.github.whittle.mojo;

import io.github.whittle.base.BlobCache;
import io.github.whittle.config.Cache;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The cache of images that others made. */
final class Caches {
  private Caches() {}

  static BlobCache of(Cache cache, Progress progress) throws IOException {
    var folder = cache.folder().orElseGet(() -> usual(System.getenv(), System.getProperties()));
    return new BlobCache(folder, progress);
  }

  /**
   * @throws InvalidInputException if the user has no home
   */
  static Path usual(Map<String, String> environment, Properties system) {
    var home =
        Homes.of(environment, system).stream()
            .findFirst()
            .map(Path::toAbsolutePath)
            .orElse(Path.of(""));
    var usual = BlobCache.usualFolder(environment, system.getProperty("os.name"), home);
    if (!usual.isAbsolute()) {
      throw new InvalidInputException(
          "there is no folder for the cache: neither $HOME nor Java's user.home is one; write"
              + " -Dwhittle.cache=FOLDER, or <cache>");
    }
    return usual;
  }

  /** What nobody used for long leaves a cache that became large. */
  static void clean(BlobCache blobs, Cache cache) throws IOException {
    blobs.clean(cache.limit().bytes(), cache.unused().duration());
  }
}
