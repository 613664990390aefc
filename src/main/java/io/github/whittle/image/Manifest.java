package io.github.whittle.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * A manifest or an index: bytes that are written once, since they are what the digest is of.
 *
 * <p>An index lists manifests, one a platform; any other manifest lists a configuration and layers.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/manifest.md">OCI
 *     manifest</a>
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md">OCI image
 *     index</a>
 */
public final class Manifest {
  /** In bytes; the distribution specification asks registries to take as much, and nobody more. */
  public static final int LIMIT = 4 << 20;

  /** What Docker wrote until 2016, signed or not. */
  private static final String SCHEMA_1 = "application/vnd.docker.distribution.manifest.v1+json";

  private final String mediaType;
  private final byte[] bytes;
  private final ObjectNode json;

  private Manifest(String mediaType, byte[] bytes, ObjectNode json) {
    this.mediaType = mediaType;
    this.bytes = bytes;
    this.json = json;
  }

  /** The manifest of one platform. */
  public static Manifest of(Format format, Descriptor config, List<Descriptor> layers) {
    var json = Json.object();
    json.put("schemaVersion", 2).put("mediaType", format.manifest());
    json.set("config", config.toJson());
    var array = json.putArray("layers");
    layers.forEach(layer -> array.add(layer.toJson()));
    return from(json);
  }

  /** The same with these annotations in place of those that it has; none change nothing. */
  public Manifest withAnnotations(Map<String, String> annotations) {
    if (annotations.isEmpty()) {
      return this;
    }
    var copy = json.deepCopy();
    new TreeMap<>(annotations).forEach(copy.putObject("annotations")::put);
    return new Manifest(mediaType, Json.write(copy), copy);
  }

  /** The manifest of an image with other layers; every other field stays. */
  public Manifest with(Descriptor config, List<Descriptor> layers) {
    var copy = json.deepCopy();
    copy.set("config", config.toJson());
    var array = copy.putArray("layers");
    layers.forEach(layer -> array.add(layer.toJson()));
    return new Manifest(mediaType, Json.write(copy), copy);
  }

  /** The index of several platforms' manifests, in the order given. */
  public static Manifest index(Format format, List<Descriptor> manifests) {
    var json = Json.object();
    json.put("schemaVersion", 2).put("mediaType", format.index());
    var array = json.putArray("manifests");
    manifests.forEach(manifest -> array.add(manifest.toJson()));
    return from(json);
  }

  /**
   * The index with other images in it; what has no other image goes, and every other field of the
   * index and of its entries stays.
   *
   * @param others by the digest of the manifest whose place they take, each with its platform
   */
  public Manifest replacing(Map<Digest, Descriptor> others) {
    var copy = json.deepCopy();
    var array = copy.putArray("manifests");
    for (var node : json.path("manifests")) {
      var entry = IndexEntry.from(node);
      var other = others.get(entry.manifest().digest());
      if (other != null && entry.isPossible()) {
        array.add(replaced(node, other));
      }
    }
    return new Manifest(mediaType, Json.write(copy), copy);
  }

  /** Without {@code data}, which is a copy of what is replaced. */
  private static ObjectNode replaced(JsonNode entry, Descriptor other) {
    var fields = other.toJson();
    ObjectNode node = entry.deepCopy();
    node.remove("data");
    List.of("mediaType", "digest", "size").forEach(name -> node.set(name, fields.get(name)));
    if (!node.has("platform")) {
      node.set("platform", fields.get("platform"));
    }
    return node;
  }

  /**
   * Keeps {@code bytes} as they are. The media type is the one that they name; what names none is
   * an OCI index if it lists manifests, else an OCI manifest, as only those may leave it out.
   */
  public static Manifest read(byte[] bytes) {
    return read(bytes, "");
  }

  /**
   * Keeps {@code bytes} as they are.
   *
   * @param otherwise the media type, if the bytes name none; one of no manifest is passed over
   */
  public static Manifest read(byte[] bytes, String otherwise) {
    var json = Json.read(bytes, "the manifest");
    var named =
        json.path("schemaVersion").asInt() == 1 ? SCHEMA_1 : json.path("mediaType").asText();
    if (named.isEmpty()) {
      named = isKnown(otherwise) ? otherwise : guess(json);
    }
    return new Manifest(named, bytes.clone(), json);
  }

  private static boolean isKnown(String mediaType) {
    return Arrays.stream(Format.values())
        .anyMatch(f -> f.index().equals(mediaType) || f.manifest().equals(mediaType));
  }

  private static String guess(ObjectNode json) {
    return json.has("manifests") ? Format.OCI.index() : Format.OCI.manifest();
  }

  private static Manifest from(ObjectNode json) {
    return new Manifest(json.path("mediaType").asText(), Json.write(json), json);
  }

  public String mediaType() {
    return mediaType;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  public Digest digest() {
    return Digest.of(bytes);
  }

  public Descriptor descriptor() {
    return new Descriptor(mediaType, digest(), bytes.length);
  }

  public boolean isIndex() {
    return Arrays.stream(Format.values()).anyMatch(format -> format.index().equals(mediaType));
  }

  /** Of an index: its manifests; else none. */
  public List<Descriptor> manifests() {
    return descriptors("manifests");
  }

  /** Of an index: its manifests with the platforms as they stand there; else none. */
  public List<IndexEntry> entries() {
    return StreamSupport.stream(json.path("manifests").spliterator(), false)
        .map(IndexEntry::from)
        .toList();
  }

  /** Whether it is of one of the two formats that we know, an index or not. */
  public boolean isKnown() {
    return isKnown(mediaType);
  }

  /** Whether it is of the form before {@link Format#DOCKER}, which names no configuration. */
  public boolean isSchema1() {
    return mediaType.equals(SCHEMA_1);
  }

  /** Of an image: its layers, the lowest first; else none. */
  public List<Descriptor> layers() {
    return descriptors("layers");
  }

  /** What it says beside what a runtime needs, sorted by name. */
  public Map<String, String> annotations() {
    var annotations = new TreeMap<String, String>();
    json.path("annotations")
        .properties()
        .forEach(e -> annotations.put(e.getKey(), e.getValue().asText()));
    return annotations;
  }

  /** Of an image: its configuration. */
  public Descriptor config() {
    return Descriptor.from(json.path("config"));
  }

  private List<Descriptor> descriptors(String field) {
    return StreamSupport.stream(json.path(field).spliterator(), false)
        .map(Descriptor::from)
        .toList();
  }
}
