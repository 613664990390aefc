package io.github.whittle.supply;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How an image was made: an in-toto statement with SLSA's predicate of builds. Without a time or a
 * name of a machine, so that the same build makes the same bytes.
 *
 * @see <a href="https://slsa.dev/spec/v1.0/provenance">SLSA 1.0, provenance</a>
 * @see <a href="https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md">in-toto
 *     attestation, statement</a>
 */
public final class Provenance {
  /** By which registries know it. */
  public static final String MEDIA_TYPE = "application/vnd.in-toto+json";

  /** What the statement says of its subjects. */
  public static final String PREDICATE_TYPE = "https://slsa.dev/provenance/v1";

  private static final String STATEMENT_TYPE = "https://in-toto.io/Statement/v1";

  /** What {@code parameters} and {@code steps} mean is told in docs/supply.md. */
  private static final String BUILD_TYPE = "urn:io.github.whittle:build:v1";

  private final ObjectNode statement = Json.object();
  private final ArrayNode subjects;
  private final ObjectNode definition;
  private final ArrayNode steps;
  private final SortedMap<String, ObjectNode> materials = new TreeMap<>();
  private final ArrayNode byproducts;

  /**
   * @param parameters what the user asked for, without secrets
   * @param version of this plugin
   */
  public Provenance(ObjectNode parameters, String version) {
    statement.put("_type", STATEMENT_TYPE);
    subjects = statement.putArray("subject");
    statement.put("predicateType", PREDICATE_TYPE);
    var predicate = statement.putObject("predicate");
    definition = predicate.putObject("buildDefinition");
    definition.put("buildType", BUILD_TYPE);
    definition.set("externalParameters", parameters);
    steps = definition.putObject("internalParameters").putArray("steps");
    definition.putArray("resolvedDependencies");
    var run = predicate.putObject("runDetails");
    var builder = run.putObject("builder");
    builder.put("id", "pkg:maven/io.github.whittle/whittle-maven-plugin");
    builder.putObject("version").put("whittle-maven-plugin", version);
    byproducts = run.putArray("byproducts");
  }

  /** What the statement is about. */
  public void subject(String name, Digest digest) {
    subjects.addObject().put("name", name).putObject("digest").put("sha256", digest.hex());
  }

  /** Something that was done, in the order in which it was. */
  public ObjectNode step(String platform, String name) {
    return steps.addObject().put("platform", platform).put("step", name);
  }

  /**
   * Something that went in, known by its digests; said twice it is told once.
   *
   * @param name in the project, or empty
   * @param uri of everybody, or empty
   * @param digests by algorithm
   */
  public ObjectNode material(String name, String uri, Map<String, String> digests) {
    return materials.computeIfAbsent(
        uri + " " + name + " " + new TreeMap<>(digests), key -> descriptor(name, uri, digests));
  }

  private static ObjectNode descriptor(String name, String uri, Map<String, String> digests) {
    var material = Json.object();
    if (!name.isEmpty()) {
      material.put("name", name);
    }
    if (!uri.isEmpty()) {
      material.put("uri", uri);
    }
    if (!digests.isEmpty()) {
      new TreeMap<>(digests).forEach(material.putObject("digest")::put);
    }
    return material;
  }

  /** Another file that came out. */
  public void byproduct(String name, byte[] bytes) {
    byproducts
        .addObject()
        .put("name", name)
        .putObject("digest")
        .put("sha256", Digest.of(bytes).hex());
  }

  public byte[] bytes() {
    materials.values().forEach(definition.putArray("resolvedDependencies")::add);
    return Json.writePretty(statement).getBytes(StandardCharsets.UTF_8);
  }
}
