package io.github.whittle.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/**
 * What a runtime is told of an image, edited as a tree: fields that we do not know stay.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md">OCI image
 *     configuration</a>
 */
public final class ImageConfig {
  private final ObjectNode json;

  private ImageConfig(ObjectNode json) {
    this.json = json;
  }

  /** An image of no layers. Setters that are given nothing change nothing. */
  public static ImageConfig scratch(Platform platform, Instant created) {
    var json = Json.object();
    json.put("created", created.toString());
    json.put("architecture", platform.architecture()).put("os", platform.os());
    platform.variant().ifPresent(variant -> json.put("variant", variant));
    json.putObject("config");
    json.putObject("rootfs").put("type", "layers").putArray("diff_ids");
    json.putArray("history");
    return new ImageConfig(json);
  }

  public static ImageConfig read(byte[] bytes) {
    return new ImageConfig(Json.read(bytes, "the image configuration"));
  }

  public ImageConfig withEntrypoint(List<String> words) {
    return withList("Entrypoint", words);
  }

  public ImageConfig withCommand(List<String> words) {
    return withList("Cmd", words);
  }

  /** Sets variables; those already there keep their place, new ones follow in the order given. */
  public ImageConfig withEnvironment(Map<String, String> variables) {
    return variables.isEmpty()
        ? this
        : edited(
            config -> {
              var merged = new LinkedHashMap<String, String>();
              config.path("Env").forEach(e -> putVariable(merged, e.asText()));
              merged.putAll(variables);
              var array = config.putArray("Env");
              merged.forEach((name, value) -> array.add(name + "=" + value));
            });
  }

  private static void putVariable(Map<String, String> into, String assignment) {
    int equals = assignment.indexOf('=');
    into.put(
        equals < 0 ? assignment : assignment.substring(0, equals),
        equals < 0 ? "" : assignment.substring(equals + 1));
  }

  /** Adds ports, each {@code number/protocol}. */
  public ImageConfig withPorts(Collection<String> ports) {
    return withKeys("ExposedPorts", ports);
  }

  public ImageConfig withVolumes(Collection<String> paths) {
    return withKeys("Volumes", paths);
  }

  public ImageConfig withLabels(Map<String, String> labels) {
    return labels.isEmpty()
        ? this
        : edited(config -> labels.forEach(config.withObject("/Labels")::put));
  }

  public ImageConfig withUser(String user) {
    return edited(config -> config.put("User", user));
  }

  public ImageConfig withWorkingDirectory(String path) {
    return edited(config -> config.put("WorkingDir", path));
  }

  public ImageConfig withStopSignal(String signal) {
    return edited(config -> config.put("StopSignal", signal));
  }

  /**
   * @param healthcheck Docker's object
   */
  public ImageConfig withHealthcheck(ObjectNode healthcheck) {
    return edited(config -> config.set("Healthcheck", healthcheck));
  }

  public ImageConfig withCreated(Instant created) {
    var copy = json.deepCopy();
    copy.put("created", created.toString());
    return new ImageConfig(copy);
  }

  /** When the image was made, if it says so. */
  public Optional<Instant> created() {
    try {
      return Optional.ofNullable(json.path("created").textValue()).map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Without any layer; what the history tells of them stays, as of layers that are empty. */
  public ImageConfig withoutLayers() {
    var copy = json.deepCopy();
    copy.withObject("/rootfs").putArray("diff_ids");
    new History(copy).makeEmpty();
    return new ImageConfig(copy);
  }

  /**
   * Adds a layer on top.
   *
   * @param diffId of the uncompressed tar
   * @param createdBy what made the layer, for {@code docker history}
   */
  public ImageConfig withLayer(Digest diffId, Instant created, String createdBy) {
    var copy = json.deepCopy();
    var history = new History(copy);
    history.account(copy.path("rootfs").path("diff_ids").size(), created);
    copy.withObject("/rootfs").withArray("/diff_ids").add(diffId.toString());
    history.add(created, createdBy);
    return new ImageConfig(copy);
  }

  /** Without default arguments: those of a base are not for another entrypoint. */
  public ImageConfig withoutCommand() {
    return edited(config -> config.remove("Cmd"));
  }

  /** Variables by name, in their order. */
  public Map<String, String> environment() {
    var variables = new LinkedHashMap<String, String>();
    texts("Env").forEach(assignment -> putVariable(variables, assignment));
    return variables;
  }

  /** Paths, as they are written, where something may be mounted. */
  public List<String> volumes() {
    return json.path("config").path("Volumes").properties().stream()
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Labels by name, in their order. */
  public Map<String, String> labels() {
    var labels = new LinkedHashMap<String, String>();
    for (var label : json.path("config").path("Labels").properties()) {
      labels.put(label.getKey(), label.getValue().asText());
    }
    return labels;
  }

  /** What the history says that was done, the first step first. */
  public List<String> steps() {
    return StreamSupport.stream(json.path("history").spliterator(), false)
        .map(entry -> entry.path("created_by").asText())
        .toList();
  }

  /** Who the program runs as; nothing, or the empty text in the JSON, is root. */
  public Optional<String> user() {
    return text("User");
  }

  public Optional<String> workingDirectory() {
    return text("WorkingDir");
  }

  /** The signal that asks the program to end, by name or number, if the image says one. */
  public Optional<String> stopSignal() {
    return text("StopSignal");
  }

  private Optional<String> text(String field) {
    return Optional.ofNullable(json.path("config").path(field).textValue())
        .filter(text -> !text.isEmpty());
  }

  public List<String> entrypoint() {
    return texts("Entrypoint");
  }

  public List<String> command() {
    return texts("Cmd");
  }

  /** The words of the health check, the first one {@code CMD} or {@code CMD-SHELL}. */
  public List<String> healthcheck() {
    return texts(json.path("config").path("Healthcheck").path("Test"));
  }

  public List<Digest> diffIds() {
    return StreamSupport.stream(json.path("rootfs").path("diff_ids").spliterator(), false)
        .map(node -> Digest.parse(node.asText()))
        .toList();
  }

  public Platform platform() {
    return new Platform(
        json.path("os").asText(),
        json.path("architecture").asText(),
        Optional.ofNullable(json.path("variant").textValue()));
  }

  public byte[] bytes() {
    return Json.write(json);
  }

  private List<String> texts(String field) {
    return texts(json.path("config").path(field));
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private ImageConfig withList(String field, List<String> words) {
    return words.isEmpty()
        ? this
        : edited(
            config -> {
              var array = config.putArray(field);
              words.forEach(array::add);
            });
  }

  private ImageConfig withKeys(String field, Collection<String> keys) {
    return keys.isEmpty()
        ? this
        : edited(
            config -> {
              var object = config.withObject("/" + field);
              keys.forEach(object::putObject);
            });
  }

  private ImageConfig edited(Consumer<ObjectNode> change) {
    var copy = json.deepCopy();
    change.accept(copy.withObject("/config"));
    return new ImageConfig(copy);
  }
}
