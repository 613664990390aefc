package io.github.whittle.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whittle.user.InvalidInputException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Points at content by digest.
 *
 * @param size of the content in bytes, compressed if it is
 * @param platform of a manifest in an index, else empty
 * @param annotations kept sorted
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md">OCI
 *     descriptor</a>
 */
public record Descriptor(
    String mediaType,
    Digest digest,
    long size,
    Optional<Platform> platform,
    Map<String, String> annotations) {
  public Descriptor {
    annotations = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    if (size < 0) {
      throw new InvalidInputException("the size of %s is negative: %s".formatted(digest, size));
    }
  }

  public Descriptor(String mediaType, Digest digest, long size) {
    this(mediaType, digest, size, Optional.empty(), Map.of());
  }

  public Descriptor withPlatform(Platform other) {
    return new Descriptor(mediaType, digest, size, Optional.of(other), annotations);
  }

  public Descriptor withAnnotations(Map<String, String> others) {
    return new Descriptor(mediaType, digest, size, platform, others);
  }

  public ObjectNode toJson() {
    var json = Json.object();
    json.put("mediaType", mediaType).put("digest", digest.toString()).put("size", size);
    platform.ifPresent(
        p -> {
          var node = json.putObject("platform");
          node.put("architecture", p.architecture()).put("os", p.os());
          p.variant().ifPresent(v -> node.put("variant", v));
        });
    if (!annotations.isEmpty()) {
      annotations.forEach(json.putObject("annotations")::put);
    }
    return json;
  }

  /**
   * Reads what {@link #toJson} writes; other fields are passed over, and so is a platform that
   * {@link Platform} does not know.
   */
  public static Descriptor from(JsonNode json) {
    var annotations = new TreeMap<String, String>();
    json.path("annotations")
        .properties()
        .forEach(e -> annotations.put(e.getKey(), e.getValue().asText()));
    return new Descriptor(
        json.path("mediaType").asText(),
        Digest.parse(json.path("digest").asText()),
        json.path("size").asLong(-1),
        platform(json.path("platform")),
        annotations);
  }

  private static Optional<Platform> platform(JsonNode json) {
    return Platform.find(
        json.path("os").asText(),
        json.path("architecture").asText(),
        Optional.ofNullable(json.path("variant").textValue()).filter(text -> !text.isEmpty()));
  }
}
