package io.github.whittle.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whittle.archive.TarWriter;
import io.github.whittle.base.Bases;
import io.github.whittle.base.BlobCache;
import io.github.whittle.base.LockFile;
import io.github.whittle.config.BaseReference;
import io.github.whittle.credentials.CredentialsSource;
import io.github.whittle.image.Digest;
import io.github.whittle.image.ImageConfig;
import io.github.whittle.image.Platform;
import io.github.whittle.registry.RegistryAccess;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** A base on disk, made layer by layer without our writers of images, and its lock file. */
final class BaseScene {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OCI = "application/vnd.oci.image.";

  private final Path project;
  private final Path layout;

  /** The blobs of the layers, the lowest first. */
  final List<byte[]> layers = new ArrayList<>();

  private final ObjectNode config;

  BaseScene(Path project) {
    this.project = project;
    this.layout = project.resolve("base");
    var platform = Platform.of("linux", "amd64");
    this.config = read(ImageConfig.scratch(platform, Instant.ofEpochSecond(7)).bytes());
  }

  /** Adds a layer of entries: {@code name/ mode}, {@code name -> target} or {@code name=text}. */
  BaseScene layer(String... lines) throws IOException {
    var entries = new TreeMap<TreePath, Entry>();
    for (var line : lines) {
      var words = line.split("/ | -> |=", 2);
      entries.put(new TreePath(words[0]), entry(line, words[1]));
    }
    return layer(FileTree.of(entries));
  }

  private static Entry entry(String line, String second) {
    if (line.contains("/ ")) {
      return new Entry.Directory(Attributes.of(Integer.parseInt(second, 8), 3));
    }
    return line.contains(" -> ")
        ? new Entry.Symlink(Attributes.of(0777, 3), second)
        : file(second.getBytes(UTF_8));
  }

  private static Entry file(byte[] bytes) {
    return new Entry.RegularFile(Attributes.of(0755, 3), Content.of(bytes));
  }

  /** Adds a layer of one program or other file. */
  BaseScene file(String path, byte[] bytes) throws IOException {
    return layer(FileTree.of(Map.of(new TreePath(path), file(bytes))));
  }

  private BaseScene layer(FileTree tree) throws IOException {
    var tar = new ByteArrayOutputStream();
    TarWriter.write(tree, tar);
    var blob = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(blob)) {
      tar.writeTo(gzip);
    }
    layers.add(blob.toByteArray());
    config.withArray("/rootfs/diff_ids").add(Digest.of(tar.toByteArray()).toString());
    config.withArray("/history").addObject().put("created_by", "layer " + layers.size());
    return this;
  }

  /** Sets fields at the top of the configuration. */
  BaseScene top(String json) throws IOException {
    config.setAll((ObjectNode) JSON.readTree(json));
    return this;
  }

  /** Makes the history tell of the first layers alone; of none, there is no history. */
  BaseScene history(int entries) {
    var history = config.withArray("/history");
    while (history.size() > entries) {
      history.remove(entries);
    }
    if (entries == 0) {
      config.remove("history");
    }
    return this;
  }

  /** Sets fields of what a runtime is told. */
  BaseScene runtime(String json) throws IOException {
    config.withObject("/config").setAll((ObjectNode) JSON.readTree(json));
    return this;
  }

  /** A build on this base, which is pinned as the goal {@code lock} does it. */
  Request request() throws Exception {
    write();
    var reference = BaseReference.parse("oci://" + layout, project);
    var empty = LockFile.read(project.resolve(LockFile.NAME));
    var now = bases(empty).resolve(reference);
    var lock = empty.withImages(Map.of(reference, now));
    return new Request(project).base(layout, bases(lock)::base);
  }

  /** A build on this base without a lock file. */
  Request unpinned() throws Exception {
    write();
    var lock = LockFile.read(project.resolve(LockFile.NAME));
    return new Request(project).base(layout, bases(lock)::base);
  }

  Bases bases(LockFile lock) throws IOException {
    var cache = new BlobCache(project.resolve("cache"), Progress.silent());
    var access = new RegistryAccess(CredentialsSource.none(), host -> false);
    return new Bases(cache, lock, access, true, Progress.silent());
  }

  private void write() throws IOException {
    var manifest = JSON.createObjectNode().put("schemaVersion", 2);
    manifest.put("mediaType", OCI + "manifest.v1+json");
    manifest.set("config", blob("config.v1+json", JSON.writeValueAsBytes(config)));
    for (var layer : layers) {
      manifest.withArray("/layers").add(blob("layer.v1.tar+gzip", layer));
    }
    var index = JSON.createObjectNode().put("schemaVersion", 2);
    index.withArray("/manifests").add(blob("manifest.v1+json", JSON.writeValueAsBytes(manifest)));
    Request.write(layout.resolve("index.json"), JSON.writeValueAsBytes(index));
    Request.write(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
  }

  private JsonNode blob(String type, byte[] bytes) throws IOException {
    var digest = Digest.of(bytes);
    Request.write(layout.resolve("blobs/sha256").resolve(digest.hex()), bytes);
    return JSON.createObjectNode()
        .put("mediaType", OCI + type)
        .put("digest", digest.toString())
        .put("size", bytes.length);
  }

  private static ObjectNode read(byte[] bytes) {
    try {
      return (ObjectNode) JSON.readTree(bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** All bytes of the built image, unpacked where they are packed. */
  static List<String> contents(Path project) throws IOException {
    var texts = new ArrayList<String>();
    try (var files = Files.walk(project.resolve("target/whittle/image"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var bytes = Files.readAllBytes(file);
        boolean packed = bytes.length > 2 && bytes[0] == 0x1f && (bytes[1] & 0xff) == 0x8b;
        texts.add(new String(packed ? unpack(bytes) : bytes, UTF_8));
      }
    }
    return texts;
  }

  private static byte[] unpack(byte[] bytes) throws IOException {
    try (var in = new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    }
  }
}
