package io.github.whittle.support;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * One repository of a {@link FakeRegistry}.
 *
 * @param blobs bytes by digest
 * @param manifests by digest
 * @param tags digests by tag
 */
public record FakeRegistryRepository(
    Map<String, byte[]> blobs, Map<String, Stored> manifests, Map<String, String> tags) {
  /**
   * A manifest as it was pushed.
   *
   * @param mediaType of the request
   */
  public record Stored(String mediaType, byte[] bytes) {}

  FakeRegistryRepository() {
    this(
        new ConcurrentSkipListMap<>(),
        new ConcurrentSkipListMap<>(),
        new ConcurrentSkipListMap<>());
  }

  /**
   * The manifest with a tag or a digest, else null.
   *
   * @param name tag or {@code sha256:...}
   */
  public Stored manifest(String name) {
    return manifests.get(tags.getOrDefault(name, name));
  }

  void put(String name, String digest, Stored manifest) {
    manifests.put(digest, manifest);
    if (!name.equals(digest)) {
      tags.put(name, digest);
    }
  }
}
