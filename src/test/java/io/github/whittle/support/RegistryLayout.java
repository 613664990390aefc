package io.github.whittle.support;

import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Format;
import io.github.whittle.image.Json;
import io.github.whittle.image.Manifest;
import io.github.whittle.image.Platform;
import io.github.whittle.layout.OciLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes layouts to push: the layers are noise, the manifests are right. */
public final class RegistryLayout {
  private final Path folder;

  public RegistryLayout(Path folder) {
    this.folder = folder;
  }

  /** An image of one platform. */
  public OciLayout single(int... layerSizes) throws IOException {
    return root(image("amd64", layerSizes).descriptor());
  }

  /** An index of amd64 and arm64, which have the first layer in common. */
  public OciLayout index(int... layerSizes) throws IOException {
    var platforms = new ArrayList<Descriptor>();
    for (var architecture : List.of("amd64", "arm64")) {
      var manifest = image(architecture, layerSizes);
      platforms.add(manifest.descriptor().withPlatform(Platform.of("linux", architecture)));
    }
    return root(put(Manifest.index(Format.OCI, platforms)).descriptor());
  }

  private Manifest image(String architecture, int... layerSizes) throws IOException {
    var layers = new ArrayList<Descriptor>();
    for (int i = 0; i < layerSizes.length; i++) {
      layers.add(layer(i == 0 ? "shared" : architecture + i, layerSizes[i]));
    }
    var config = "{\"os\":\"linux\",\"architecture\":\"" + architecture + "\"}";
    return put(
        Manifest.of(
            Format.OCI, put(Format.OCI.config(), config.getBytes(StandardCharsets.UTF_8)), layers));
  }

  /** The same bytes for the same name and size. */
  private Descriptor layer(String name, int size) throws IOException {
    var bytes = new byte[size];
    new Random(name.hashCode()).nextBytes(bytes);
    return put(Format.OCI.layer("gzip"), bytes);
  }

  private Manifest put(Manifest manifest) throws IOException {
    put(manifest.mediaType(), manifest.bytes());
    return manifest;
  }

  private Descriptor put(String mediaType, byte[] bytes) throws IOException {
    var digest = Digest.of(bytes);
    var blobs = Files.createDirectories(folder.resolve("blobs").resolve("sha256"));
    Files.write(blobs.resolve(digest.hex()), bytes);
    return new Descriptor(mediaType, digest, bytes.length);
  }

  private OciLayout root(Descriptor root) throws IOException {
    var json = Json.object();
    json.put("schemaVersion", 2).putArray("manifests").add(root.toJson());
    Files.write(folder.resolve("index.json"), Json.write(json));
    return OciLayout.open(folder);
  }
}
