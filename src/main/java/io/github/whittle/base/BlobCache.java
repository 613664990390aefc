package io.github.whittle.base;

import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Blobs and unpacked layers by digest, kept from build to build.
 *
 * <p>Threads, processes and class loaders may share one folder without a lock: files come by atomic
 * rename and are verified whenever they are used.
 */
public final class BlobCache {
  public BlobCache(Path folder, Progress progress) {}

  /**
   * Where the cache is if the user says nothing.
   *
   * @param environment of the process
   * @param system the property {@code os.name}
   * @param home the user's folder
   */
  public static Path usualFolder(Map<String, String> environment, String system, Path home) {
    throw new UnsupportedOperationException();
  }

  /**
   * Deletes what was not used for long, if the cache has become large. Files of the last day stay,
   * whatever is given: a build that runs may need them.
   *
   * @param limit in bytes; nothing is deleted below
   * @param unused since when a file was not used
   */
  public void clean(long limit, Duration unused) throws IOException {
    throw new UnsupportedOperationException();
  }
}
