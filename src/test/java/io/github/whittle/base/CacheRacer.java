package io.github.whittle.base;

import io.github.whittle.image.Digest;
import io.github.whittle.user.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** Uses the same few blobs over and over, and cleans; a process of its own in a test. */
final class CacheRacer {
  private static final int ROUNDS = 300;
  private static final int BLOBS = 5;

  private CacheRacer() {}

  public static void main(String... args) throws Exception {
    var cache = new BlobCache(Path.of(args[0]), Progress.silent());
    for (int i = 0; i < ROUNDS; i++) {
      var bytes = new byte[10_000 + i % BLOBS];
      var file = cache.blob(Digest.of(bytes), "race", f -> Digest.of(Files.write(f, bytes)));
      check(bytes, Files.readAllBytes(file));
      var plain = cache.tar(Digest.of(bytes), Digest.of(bytes), file, "race");
      check(bytes, Files.readAllBytes(plain));
      if (i % 10 == 0) {
        cache.clean(0, Duration.ZERO);
      }
    }
  }

  private static void check(byte[] expected, byte[] found) {
    if (!Arrays.equals(expected, found)) {
      throw new AssertionError("%d bytes, not %d".formatted(found.length, expected.length));
    }
  }
}
