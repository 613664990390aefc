package io.github.whittle.layout;

import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Json;
import io.github.whittle.image.Manifest;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder of blobs by digest with one entry point.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md">OCI image
 *     layout</a>
 */
public final class OciLayout {
  private final Path folder;
  private final Descriptor root;

  private OciLayout(Path folder, Descriptor root) {
    this.folder = folder;
    this.root = root;
  }

  /** Opens a layout whose {@code index.json} names exactly one manifest or index. */
  public static OciLayout open(Path folder) throws IOException {
    var file = folder.resolve("index.json");
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException("'%s' is not an OCI image layout".formatted(folder));
    }
    var manifests = Json.read(Files.readAllBytes(file), "'" + file + "'").path("manifests");
    if (manifests.size() != 1) {
      throw new InvalidInputException(
          "'%s' names %s images; it must name one".formatted(file, manifests.size()));
    }
    return new OciLayout(folder, Descriptor.from(manifests.get(0)));
  }

  /** The one manifest or index that {@code index.json} names. */
  public Descriptor root() {
    return root;
  }

  /** Reads a manifest or an index, and checks its bytes against the digest. */
  public Manifest manifest(Digest digest) throws IOException {
    var bytes = Files.readAllBytes(blob(digest));
    var found = Digest.of(bytes);
    if (!found.equals(digest)) {
      throw new InvalidInputException(
          "the manifest in '%s' has the digest %s; build the image again"
              .formatted(blob(digest), found));
    }
    return Manifest.read(bytes);
  }

  public Path blob(Digest digest) {
    return blob(folder, digest);
  }

  static Path blob(Path folder, Digest digest) {
    return folder.resolve("blobs").resolve("sha256").resolve(digest.hex());
  }
}
