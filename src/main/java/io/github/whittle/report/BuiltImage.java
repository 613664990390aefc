package io.github.whittle.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whittle.image.Digest;
import io.github.whittle.image.ImageReference;
import io.github.whittle.image.Json;
import io.github.whittle.image.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a build made: the contents of {@code image.json}.
 *
 * @param image where it is to be pushed, if the build was told
 * @param tags further tags
 * @param digest of the manifest, or with several platforms of the index
 * @param platforms in the order of the build
 */
public record BuiltImage(
    Optional<ImageReference> image,
    List<String> tags,
    Digest digest,
    List<PlatformImage> platforms) {

  public BuiltImage {
    tags = List.copyOf(tags);
    platforms = List.copyOf(platforms);
  }

  /**
   * The image of one platform.
   *
   * @param digest of the manifest
   * @param imageId the digest of the configuration, which docker calls the image's id
   */
  public record PlatformImage(
      Platform platform, Digest digest, Digest imageId, List<LayerFacts> layers) {
    public PlatformImage {
      layers = List.copyOf(layers);
    }

    /** Compressed bytes of all layers: what travels. */
    public long size() {
      return layers.stream().mapToLong(LayerFacts::size).sum();
    }

    /** Bytes of all layers as uncompressed tars. */
    public long unpackedSize() {
      return layers.stream().mapToLong(LayerFacts::unpackedSize).sum();
    }
  }

  /**
   * One layer.
   *
   * @param name what it holds, for example {@code files}
   * @param digest of the compressed blob
   * @param diffId of the uncompressed tar
   * @param size of the compressed blob in bytes
   * @param unpackedSize of the uncompressed tar in bytes
   * @param entries files, folders and links in it
   * @param origin the image of a registry that it is taken from, unchanged
   */
  public record LayerFacts(
      String name,
      Digest digest,
      Digest diffId,
      long size,
      long unpackedSize,
      int entries,
      Optional<ImageReference> origin) {}

  /** By digest the images of registries that layers were taken from, unchanged. */
  public Map<Digest, ImageReference> origins() {
    var origins = new HashMap<Digest, ImageReference>();
    platforms.stream()
        .flatMap(platform -> platform.layers().stream())
        .forEach(layer -> layer.origin().ifPresent(from -> origins.put(layer.digest(), from)));
    return origins;
  }

  /** Every name with a tag that the image has. */
  public List<ImageReference> names() {
    return image
        .map(name -> name.tagsWith(tags).stream().map(name::withTag).toList())
        .orElse(List.of());
  }

  /**
   * With the fields of Jib's file of that name ({@code image}, {@code imageId}, {@code tags}) and
   * more.
   */
  public String toJson() {
    var json = Json.object();
    image.ifPresent(name -> json.put("image", name.toString()));
    var array = json.putArray("tags");
    names().forEach(name -> array.add(name.tagOrLatest()));
    json.put("digest", digest.toString());
    if (platforms.size() == 1) {
      json.put("imageId", platforms.get(0).imageId().toString());
    }
    var list = json.putArray("platforms");
    platforms.forEach(platform -> list.add(toJson(platform)));
    return Json.writePretty(json);
  }

  private static ObjectNode toJson(PlatformImage image) {
    var json = Json.object();
    json.put("platform", image.platform().toString())
        .put("digest", image.digest().toString())
        .put("imageId", image.imageId().toString())
        .put("size", image.size())
        .put("unpackedSize", image.unpackedSize());
    var layers = json.putArray("layers");
    for (var layer : image.layers()) {
      var node = layers.addObject();
      node.put("name", layer.name())
          .put("digest", layer.digest().toString())
          .put("diffId", layer.diffId().toString())
          .put("size", layer.size())
          .put("unpackedSize", layer.unpackedSize())
          .put("entries", layer.entries());
      layer.origin().ifPresent(from -> node.put("origin", from.toString()));
    }
    return json;
  }

  /** Reads what {@link #toJson} wrote. */
  public static BuiltImage read(Path file) throws IOException {
    var json = Json.read(Files.readAllBytes(file), "'" + file + "'");
    return new BuiltImage(
        reference(json.path("image")),
        stream(json.path("tags")).map(JsonNode::asText).toList(),
        Digest.parse(json.path("digest").asText()),
        stream(json.path("platforms")).map(BuiltImage::platform).toList());
  }

  private static PlatformImage platform(JsonNode json) {
    return new PlatformImage(
        Platform.parse(json.path("platform").asText()),
        Digest.parse(json.path("digest").asText()),
        Digest.parse(json.path("imageId").asText()),
        stream(json.path("layers")).map(BuiltImage::layer).toList());
  }

  private static LayerFacts layer(JsonNode json) {
    return new LayerFacts(
        json.path("name").asText(),
        Digest.parse(json.path("digest").asText()),
        Digest.parse(json.path("diffId").asText()),
        json.path("size").asLong(),
        json.path("unpackedSize").asLong(),
        json.path("entries").asInt(),
        reference(json.path("origin")));
  }

  private static Optional<ImageReference> reference(JsonNode json) {
    return Optional.ofNullable(json.textValue()).map(ImageReference::parse);
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
