package io.github.whittle.image;

import io.github.whittle.user.InvalidInputException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The two families of media types that registries take.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/media-types.md">OCI media
 *     types</a>
 * @see <a
 *     href="https://github.com/distribution/distribution/blob/v2.8.2/docs/spec/manifest-v2-2.md">Docker
 *     image manifest version 2, schema 2</a>
 */
public enum Format {
  OCI(
      "application/vnd.oci.image.manifest.v1+json",
      "application/vnd.oci.image.index.v1+json",
      "application/vnd.oci.image.config.v1+json",
      "application/vnd.oci.image.layer.v1.tar+"),
  DOCKER(
      "application/vnd.docker.distribution.manifest.v2+json",
      "application/vnd.docker.distribution.manifest.list.v2+json",
      "application/vnd.docker.container.image.v1+json",
      "application/vnd.docker.image.rootfs.diff.tar.");

  private final String manifest;
  private final String index;
  private final String config;
  private final String layer;

  Format(String manifest, String index, String config, String layer) {
    this.manifest = manifest;
    this.index = index;
    this.config = config;
    this.layer = layer;
  }

  public String manifest() {
    return manifest;
  }

  public String index() {
    return index;
  }

  public String config() {
    return config;
  }

  /**
   * The media type of a layer.
   *
   * @param compression the suffix, {@code gzip} or {@code zstd}; Docker's format has gzip only
   */
  public String layer(String compression) {
    if (this == DOCKER && !compression.equals("gzip")) {
      throw new InvalidInputException(
          "format Docker has no %s layers; write <format>OCI</format>, or <compression>gzip</compression>"
              .formatted(compression));
    }
    return layer + compression;
  }

  /** The media type of a layer that is not compressed. */
  public String plainLayer() {
    return layer.substring(0, layer.length() - 1);
  }

  /**
   * How a layer is compressed: {@code gzip}, {@code zstd}, or the empty text for not at all.
   *
   * @return nothing for a media type that is not of a layer, or of one that not everybody can have
   *     or read
   */
  public static Optional<String> compression(String mediaType) {
    return Arrays.stream(values())
        .filter(format -> mediaType.startsWith(format.plainLayer()))
        .map(format -> format.compressionAfter(mediaType))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> compressionAfter(String mediaType) {
    return mediaType.equals(plainLayer())
        ? Optional.of("")
        : Stream.of("gzip", "zstd").filter(name -> mediaType.equals(layer + name)).findFirst();
  }

  /**
   * The media type of a base's layer in this format; the bytes stay what they are.
   *
   * @param compression as {@link #compression} gives it
   */
  public String layerOrPlain(String compression) {
    return compression.isEmpty() ? plainLayer() : layer(compression);
  }
}
