package io.github.whittle.base;

import io.github.whittle.image.Digest;
import io.github.whittle.image.Platform;
import io.github.whittle.user.InvalidInputException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an image is pinned to.
 *
 * @param digest of the index, or of the one manifest where there is no index
 * @param platforms the manifest of each platform that we know, at least one
 */
public record Locked(Digest digest, SortedMap<Platform, Digest> platforms) {
  public Locked {
    platforms = Collections.unmodifiableSortedMap(new TreeMap<>(platforms));
    if (platforms.isEmpty()) {
      throw new InvalidInputException("%s is pinned for no platform".formatted(digest));
    }
  }

  public Locked(Digest digest, Map<Platform, Digest> platforms) {
    this(digest, new TreeMap<>(platforms));
  }
}
