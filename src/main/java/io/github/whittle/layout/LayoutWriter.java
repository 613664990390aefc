package io.github.whittle.layout;

import io.github.whittle.archive.LayerBlob;
import io.github.whittle.archive.LayerCompression;
import io.github.whittle.archive.Staging;
import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Json;
import io.github.whittle.tree.FileTree;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;

/**
 * Writes an image layout beside the place where it is to stand, and puts it there when it is
 * complete.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md">OCI image
 *     layout</a>
 */
public final class LayoutWriter implements AutoCloseable {
  private static final byte[] OCI_LAYOUT =
      "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8);
  private static final String INDEX_JSON = "application/vnd.oci.image.index.v1+json";

  private final Path target;
  private final Staging place;
  private final Path staging;

  /**
   * @param target the folder to be made or replaced; its parent must be on the same file system
   */
  public LayoutWriter(Path target) throws IOException {
    this.target = target;
    this.place = Staging.beside(target);
    this.staging = place.folder();
    Files.createDirectories(OciLayout.blob(staging, Digest.of(OCI_LAYOUT)).getParent());
  }

  /** Adds bytes as they are, for example a manifest. */
  public Digest add(byte[] bytes) throws IOException {
    var digest = Digest.of(bytes);
    Files.write(OciLayout.blob(staging, digest), bytes);
    return digest;
  }

  /**
   * Adds a file as it is. A copy, never a link: whoever changes one must not change the other.
   *
   * @throws InvalidInputException if it has another digest by now
   */
  public void add(Path file, Digest digest) throws IOException {
    var blob = OciLayout.blob(staging, digest);
    if (Files.exists(blob)) {
      return;
    }
    var sha256 = Digest.sha256();
    try (var out = new DigestOutputStream(Files.newOutputStream(blob), sha256)) {
      Files.copy(file, out);
    }
    if (!Digest.from(sha256.digest()).equals(digest)) {
      throw new InvalidInputException(
          "'%s' was %s and changed during the build; build again".formatted(file, digest));
    }
  }

  /**
   * Adds a tree as a layer; the same layer twice is one blob.
   *
   * @see LayerBlob#write
   */
  public LayerBlob add(
      FileTree tree, LayerCompression compression, int threads, Progress.Meter meter)
      throws IOException {
    var file = staging.resolve("layer.tmp");
    var layer = LayerBlob.write(tree, compression, threads, file, meter);
    Files.move(file, OciLayout.blob(staging, layer.digest()), StandardCopyOption.REPLACE_EXISTING);
    return layer;
  }

  /** Makes {@code root} the one thing that the layout names; it stands beside its place still. */
  public OciLayout complete(Descriptor root) throws IOException {
    Files.write(staging.resolve("oci-layout"), OCI_LAYOUT);
    Files.write(staging.resolve("index.json"), indexJson(root));
    return OciLayout.open(staging);
  }

  /** Moves the layout to its place; if that fails, what stood there before stands there again. */
  public void publish() throws IOException {
    var old = place.old();
    if (Files.exists(target)) {
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    }
    try {
      Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (Files.exists(old)) {
        Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
      }
      throw e;
    }
    Staging.delete(old);
  }

  static byte[] layoutFile() {
    return OCI_LAYOUT.clone();
  }

  static byte[] indexJson(Descriptor... roots) {
    var json = Json.object();
    json.put("schemaVersion", 2).put("mediaType", INDEX_JSON);
    var manifests = json.putArray("manifests");
    for (var root : roots) {
      manifests.add(root.toJson());
    }
    return Json.write(json);
  }

  /** Removes what was not published. */
  @Override
  public void close() throws IOException {
    place.close();
  }
}
