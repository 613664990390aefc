package io.github.whittle.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Manifests that say something about another one, their subject, and the index that lists them.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#listing-referrers">OCI
 *     distribution, listing referrers</a>
 */
public final class Referrers {
  private static final String EMPTY_TYPE = "application/vnd.oci.empty.v1+json";

  /** What stands where a configuration must be and there is none: the bytes {@code {}}. */
  public static final byte[] EMPTY_BYTES = {'{', '}'};

  /** Points at {@link #EMPTY_BYTES}. */
  public static final Descriptor EMPTY =
      new Descriptor(EMPTY_TYPE, Digest.of(EMPTY_BYTES), EMPTY_BYTES.length);

  private Referrers() {}

  /**
   * The manifest of a document about a manifest.
   *
   * @param artifactType what kind of document it is, as a media type
   * @param annotations kept sorted
   */
  public static Manifest referrer(
      String artifactType,
      Descriptor document,
      Descriptor subject,
      Map<String, String> annotations) {
    var json = Json.object();
    json.put("schemaVersion", 2).put("mediaType", Format.OCI.manifest());
    json.put("artifactType", artifactType);
    json.set("config", EMPTY.toJson());
    json.putArray("layers").add(document.toJson());
    json.set("subject", subject.toJson());
    if (!annotations.isEmpty()) {
      new TreeMap<>(annotations).forEach(json.putObject("annotations")::put);
    }
    return Manifest.read(Json.write(json));
  }

  /** What a manifest is about. */
  public static Optional<Digest> subject(Manifest manifest) {
    return Optional.ofNullable(json(manifest).path("subject").path("digest").textValue())
        .map(Digest::parse);
  }

  /** The tag that lists what is about a manifest, where a registry has no endpoint for that. */
  public static String tag(Digest subject) {
    return subject.toString().replace(':', '-');
  }

  /** An index that lists nothing. */
  public static Manifest none() {
    return Manifest.index(Format.OCI, List.of());
  }

  /** The index that lists one more; what it has already stays as it is. */
  public static Manifest with(Manifest index, Manifest referrer) {
    if (index.manifests().stream().anyMatch(d -> d.digest().equals(referrer.digest()))) {
      return index;
    }
    var json = json(index);
    json.withArray("manifests").add(entry(referrer));
    return Manifest.read(Json.write(json));
  }

  private static ObjectNode entry(Manifest referrer) {
    var from = json(referrer);
    var entry = referrer.descriptor().toJson();
    entry.put(
        "artifactType",
        from.path("artifactType").asText(from.path("config").path("mediaType").asText()));
    if (from.has("annotations")) {
      entry.set("annotations", from.path("annotations"));
    }
    return entry;
  }

  private static ObjectNode json(Manifest manifest) {
    return Json.read(manifest.bytes(), "the manifest");
  }
}
