package io.github.whittle.base;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whittle.archive.TarWriter;
import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Format;
import io.github.whittle.image.ImageConfig;
import io.github.whittle.image.Json;
import io.github.whittle.image.Manifest;
import io.github.whittle.image.Platform;
import io.github.whittle.support.FakeRegistry;
import io.github.whittle.support.FakeRegistryRepository;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** A small image in memory, to be put into a registry, a layout or a docker-archive. */
public final class TestImage {
  private static final Attributes FILE = Attributes.of(0644, 1);

  /** Manifests, configurations and layers. */
  final Map<Digest, byte[]> blobs = new LinkedHashMap<>();

  final List<byte[]> tars = new ArrayList<>();
  private final List<Descriptor> layers = new ArrayList<>();
  private ImageConfig config;
  Manifest root;

  public TestImage(String platform) {
    config = ImageConfig.scratch(Platform.parse(platform), Instant.EPOCH);
  }

  /** One file in each of two layers, the second of which deletes a third file of the first. */
  public static TestImage of(String platform) {
    return new TestImage(platform)
        .gzip(tree("/a", "/gone"))
        .gzip(tree("/b " + platform, "/.wh.gone"))
        .done();
  }

  public static FileTree tree(String... files) {
    var entries = new TreeMap<TreePath, Entry>();
    for (var file : files) {
      var content = Content.of(file.getBytes(UTF_8));
      entries.put(new TreePath(file.split(" ")[0]), new Entry.RegularFile(FILE, content));
    }
    return FileTree.of(entries);
  }

  static byte[] tar(FileTree tree) {
    try (var out = new ByteArrayOutputStream()) {
      TarWriter.write(tree, out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] zip(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  public TestImage gzip(FileTree tree) {
    return layer(Format.OCI.layer("gzip"), tar(tree), zip(tar(tree)));
  }

  TestImage plain(FileTree tree) {
    return layer(Format.OCI.plainLayer(), tar(tree), tar(tree));
  }

  TestImage layer(String mediaType, byte[] tar, byte[] blob) {
    tars.add(tar);
    layers.add(new Descriptor(mediaType, put(blob), blob.length));
    config = config.withLayer(Digest.of(tar), Instant.EPOCH, "test");
    return this;
  }

  public TestImage done() {
    return done(Format.OCI.config());
  }

  TestImage done(String configType) {
    var json = config.bytes();
    root = Manifest.of(Format.OCI, new Descriptor(configType, put(json), json.length), layers);
    put(root.bytes());
    return this;
  }

  /** An index of images for several platforms, with an attestation and one for windows. */
  public static TestImage index(String... platforms) {
    var all = new TestImage("linux/amd64");
    var json = Json.object();
    json.put("schemaVersion", 2).put("mediaType", Format.OCI.index());
    var manifests = json.putArray("manifests");
    for (var platform : platforms) {
      var image = of(platform);
      all.blobs.putAll(image.blobs);
      manifests.add(image.root.descriptor().withPlatform(Platform.parse(platform)).toJson());
    }
    for (var other : List.of("windows/amd64", "unknown/unknown")) {
      var node = of("linux/amd64").root.descriptor().toJson();
      var parts = other.split("/");
      node.putObject("platform").put("os", parts[0]).put("architecture", parts[1]);
      node.put("artifactType", "application/vnd.example").put("data", "e30=");
      manifests.add(node);
    }
    all.root = Manifest.read(Json.write(json));
    all.put(all.root.bytes());
    return all;
  }

  private Digest put(byte[] bytes) {
    var digest = Digest.of(bytes);
    blobs.put(digest, bytes);
    return digest;
  }

  public Digest digest() {
    return root.digest();
  }

  /** Puts everything there, under the tag {@code 1}. */
  public void pushTo(FakeRegistry registry, String repository) {
    var to = registry.repository(repository);
    blobs.forEach(
        (digest, bytes) -> {
          to.blobs().put(digest.toString(), bytes);
          if (isManifest(bytes)) {
            var stored = new FakeRegistryRepository.Stored(Manifest.read(bytes).mediaType(), bytes);
            to.manifests().put(digest.toString(), stored);
          }
        });
    to.tags().put("1", digest().toString());
  }

  private static boolean isManifest(byte[] bytes) {
    return new String(bytes, UTF_8).startsWith("{\"schemaVersion\"");
  }

  /** The files of a layout by name. */
  public Map<String, byte[]> layout() {
    var index = Json.object();
    index.put("schemaVersion", 2).putArray("manifests").add(root.descriptor().toJson());
    var files = new TreeMap<String, byte[]>();
    files.put("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(UTF_8));
    files.put("index.json", Json.write(index));
    blobs.forEach((digest, bytes) -> files.put("blobs/sha256/" + digest.hex(), bytes));
    return files;
  }

  /** The files of a docker-archive by name. */
  public Map<String, byte[]> dockerArchive() {
    var files = new TreeMap<String, byte[]>();
    var json = Json.object();
    var image = json.putArray("images").addObject();
    files.put("config.json", config.bytes());
    image.put("Config", "config.json");
    var names = image.putArray("Layers");
    for (int i = 0; i < layers.size(); i++) {
      files.put(i + "/layer.tar", blobs.get(layers.get(i).digest()));
      names.add(i + "/layer.tar");
    }
    files.put("manifest.json", Json.write(json.path("images")));
    return files;
  }

  public static Path writeFolder(Path folder, Map<String, byte[]> files) throws IOException {
    for (var file : files.entrySet()) {
      var path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return folder;
  }

  public static Path writeTar(Path file, Map<String, byte[]> files) throws IOException {
    var entries = new TreeMap<TreePath, Entry>();
    files.forEach(
        (name, bytes) ->
            entries.put(TreePath.parse(name), new Entry.RegularFile(FILE, Content.of(bytes))));
    return Files.write(file, tar(FileTree.of(entries)));
  }
}
