package io.github.whittle.image;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One manifest in an index, for whatever platform, also one that we make no images for.
 *
 * @param os empty if the index does not say
 * @param architecture empty if the index does not say
 * @param variant empty if there is none
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md">OCI image
 *     index</a>
 */
public record IndexEntry(Descriptor manifest, String os, String architecture, String variant) {
  private static final String UNKNOWN = "unknown";

  static IndexEntry from(JsonNode json) {
    var platform = json.path("platform");
    return new IndexEntry(
        Descriptor.from(json),
        platform.path("os").asText(),
        platform.path("architecture").asText(),
        platform.path("variant").asText());
  }

  /**
   * Whether it is what a builder says about the image beside it, and no image.
   *
   * @see <a
   *     href="https://docs.docker.com/build/metadata/attestations/attestation-storage/">BuildKit,
   *     attestation storage</a>
   */
  public boolean isAttestation() {
    return os.equals(UNKNOWN) && architecture.equals(UNKNOWN)
        || manifest.annotations().containsKey("vnd.docker.reference.type");
  }

  /**
   * Whether it is an image for a platform that we know, or for one that the index does not name.
   */
  public boolean isPossible() {
    return !isAttestation() && (manifest.platform().isPresent() || !namesPlatform());
  }

  public boolean namesPlatform() {
    return !os.isEmpty() || !architecture.isEmpty();
  }

  /** The platform, for people. */
  @Override
  public String toString() {
    return namesPlatform()
        ? os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant)
        : "one that names no platform";
  }
}
