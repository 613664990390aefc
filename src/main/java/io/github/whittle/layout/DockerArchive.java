package io.github.whittle.layout;

import io.github.whittle.archive.CompressedFormat;
import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Format;
import io.github.whittle.image.ImageConfig;
import io.github.whittle.image.Json;
import io.github.whittle.image.Manifest;
import io.github.whittle.tree.Content;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What {@code docker save} and {@code podman save} write: a configuration and layers, and no
 * manifest. We make one, always the same for the same files, so that the image has a digest.
 *
 * @see <a href="https://github.com/moby/moby/blob/v25.0.0/image/spec/v1.2.md">Docker image
 *     specification 1.2, combined image JSON</a>
 */
final class DockerArchive implements ImageFiles {
  static final String MANIFEST = "manifest.json";

  private final NamedFiles files;
  private final Path where;
  private final Map<Digest, Content> blobs = new LinkedHashMap<>();
  private Manifest manifest;

  private DockerArchive(NamedFiles files, Path where) {
    this.files = files;
    this.where = where;
  }

  static DockerArchive read(NamedFiles files, Path where) throws IOException {
    var archive = new DockerArchive(files, where);
    archive.read();
    return archive;
  }

  private void read() throws IOException {
    var images =
        Json.readArray(files.json(MANIFEST, where), "manifest.json in '%s'".formatted(where));
    if (images.size() != 1) {
      throw new InvalidInputException(
          "'%s' holds %s images; save one alone".formatted(where, images.size()));
    }
    var image = images.get(0);
    var config = files.json(image.path("Config").asText(), where);
    var names =
        StreamSupport.stream(image.path("Layers").spliterator(), false)
            .map(node -> node.asText())
            .toList();
    manifest = Manifest.of(Format.OCI, put(Format.OCI.config(), config), layers(config, names));
    put(manifest.mediaType(), manifest.bytes());
  }

  private List<Descriptor> layers(byte[] config, List<String> names) throws IOException {
    var diffIds = ImageConfig.read(config).diffIds();
    if (diffIds.size() != names.size()) {
      throw new InvalidInputException(
          "'%s' holds %s layers, and its configuration lists %s"
              .formatted(where, names.size(), diffIds.size()));
    }
    var layers = new ArrayList<Descriptor>();
    for (int i = 0; i < names.size(); i++) {
      layers.add(layer(names.get(i), diffIds.get(i)));
    }
    return layers;
  }

  /**
   * A plain layer is not read for its digest: it has its diffId, or is found out when it is used.
   */
  private Descriptor layer(String name, Digest diffId) throws IOException {
    var content =
        files
            .file(name)
            .orElseThrow(() -> new InvalidInputException("'%s' lacks '%s'".formatted(where, name)));
    var format = CompressedFormat.of(content);
    var digest = format == CompressedFormat.PLAIN ? diffId : digest(content);
    blobs.put(digest, content);
    return new Descriptor(mediaType(format, name), digest, content.size());
  }

  private String mediaType(CompressedFormat format, String name) {
    return switch (format) {
      case PLAIN -> Format.OCI.plainLayer();
      case GZIP -> Format.OCI.layer("gzip");
      case ZSTD -> Format.OCI.layer("zstd");
      case BZIP2, XZ ->
          throw new InvalidInputException(
              "'%s' in '%s' is compressed as no layer of a registry is; save the image anew with docker save"
                  .formatted(name, where));
    };
  }

  private static Digest digest(Content content) throws IOException {
    try (var in = content.open()) {
      return Digest.of(in);
    }
  }

  private Descriptor put(String mediaType, byte[] bytes) {
    var digest = Digest.of(bytes);
    blobs.put(digest, Content.of(bytes));
    return new Descriptor(mediaType, digest, bytes.length);
  }

  @Override
  public Descriptor root() {
    return manifest.descriptor();
  }

  @Override
  public Optional<Content> blob(Digest digest) {
    return Optional.ofNullable(blobs.get(digest));
  }
}
