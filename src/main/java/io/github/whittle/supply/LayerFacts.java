package io.github.whittle.supply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whittle.base.BaseLayer;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Json;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The facts of all files of a layer of a base; it is read once, in whatever build. */
final class LayerFacts {
  /** Another number where the answer would be another. */
  private static final String QUESTION = "digests and modules of files 5";

  private LayerFacts() {}

  static Map<TreePath, FileFacts> of(BaseLayer layer) throws IOException {
    return read(layer.remembered(QUESTION, file -> write(of(layer.tree()), file)));
  }

  static Map<TreePath, FileFacts> of(FileTree tree) throws IOException {
    var facts = new HashMap<TreePath, FileFacts>();
    for (var e : tree.entries().entrySet()) {
      if (e.getValue() instanceof RegularFile file) {
        facts.put(e.getKey(), FileFacts.of(e.getKey(), file.content()));
      }
    }
    return facts;
  }

  /** Paths are values: a reader of JSON refuses names of fields that are no UTF-8. */
  static void write(Map<TreePath, FileFacts> facts, Path file) throws IOException {
    var json = Json.object();
    var files = json.putArray("files");
    facts.forEach((path, about) -> files.add(toJson(about).put("path", path.value())));
    Files.write(file, Json.write(json));
  }

  private static ObjectNode toJson(FileFacts facts) {
    var json = Json.object().put("sha256", facts.sha256().hex());
    if (!facts.modules().isEmpty()) {
      var modules = json.putArray("modules");
      facts
          .modules()
          .forEach(
              m ->
                  modules
                      .addObject()
                      .put("type", m.type())
                      .put("name", m.name())
                      .put("version", m.version())
                      .put("published", m.isPublished()));
    }
    if (!facts.unread().isEmpty()) {
      json.put("unread", facts.unread());
    }
    return json;
  }

  static Map<TreePath, FileFacts> read(Path file) throws IOException {
    var facts = new HashMap<TreePath, FileFacts>();
    Json.read(Files.readAllBytes(file), "'" + file + "'")
        .path("files")
        .forEach(about -> facts.put(new TreePath(about.path("path").asText()), facts(about)));
    return facts;
  }

  private static FileFacts facts(JsonNode json) {
    List<Module> modules = new ArrayList<>();
    for (var m : json.path("modules")) {
      modules.add(
          new Module(
              m.path("type").asText(),
              m.path("name").asText(),
              m.path("version").asText(),
              m.path("published").asBoolean()));
    }
    return new FileFacts(
        new Digest(json.path("sha256").asText()), modules, json.path("unread").asText());
  }
}
