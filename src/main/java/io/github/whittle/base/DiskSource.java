package io.github.whittle.base;

import io.github.whittle.config.BaseReference;
import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Format;
import io.github.whittle.image.Manifest;
import io.github.whittle.layout.ImageFiles;
import io.github.whittle.tree.Content;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.Map;
import java.util.Optional;

/** An image in a layout or a tar. */
final class DiskSource implements ImageSource {
  private final BaseReference reference;
  private final ImageFiles files;

  private DiskSource(BaseReference reference, ImageFiles files) {
    this.reference = reference;
    this.files = files;
  }

  static DiskSource open(BaseReference.OnDisk reference) throws IOException {
    return new DiskSource(reference, ImageFiles.open(reference.path()));
  }

  @Override
  public Manifest root() throws IOException {
    var root = read(files.root().digest(), files.root().mediaType());
    if (reference.digest().filter(pin -> !pin.equals(root.digest())).isPresent()) {
      throw new InvalidInputException("'%s' is %s now".formatted(reference, root.digest()));
    }
    return root;
  }

  @Override
  public Map<String, String> annotations() {
    return files.root().annotations();
  }

  /** Even if all that is wanted is in the cache: elsewhere it would not be. */
  @Override
  public void expect(Digest pin) throws IOException {
    var found = root().digest();
    if (!found.equals(pin)) {
      throw new InvalidInputException(
          "'%s' is pinned to %s and is %s now; if that is meant, pin it with %s"
              .formatted(reference, pin, found, Bases.UPDATE_COMMAND));
    }
  }

  @Override
  public Manifest manifest(Digest digest) throws IOException {
    return read(digest, "");
  }

  private Manifest read(Digest digest, String mediaType) throws IOException {
    var content = content(digest);
    if (content.size() > Manifest.LIMIT) {
      throw new InvalidInputException(
          "the manifest %s of '%s' has %s bytes, which is too long for one"
              .formatted(digest, reference, content.size()));
    }
    try (var in = content.open()) {
      return Manifest.read(in.readAllBytes(), mediaType);
    } catch (InvalidInputException e) {
      throw new InvalidInputException("'%s': %s".formatted(reference, e.getMessage()), e);
    }
  }

  private Content content(Digest digest) throws IOException {
    return files
        .blob(digest)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "'%s' does not hold %s; write all of the image there"
                        .formatted(reference, digest)));
  }

  private Content content(Descriptor blob) throws IOException {
    var content = content(blob.digest());
    if (content.size() != blob.size()) {
      throw new InvalidInputException(
          "%s in '%s' has %s bytes and not %s; write the image there again"
              .formatted(blob.digest(), reference, content.size(), blob.size()));
    }
    return content;
  }

  /** Compressed layers: others are read by position long after they were verified. */
  @Override
  public Optional<Path> local(Descriptor blob) throws IOException {
    boolean compressed =
        Format.compression(blob.mediaType()).filter(suffix -> !suffix.isEmpty()).isPresent();
    return compressed && content(blob) instanceof Content.FileContent file
        ? Optional.of(file.file())
        : Optional.empty();
  }

  @Override
  public Digest blob(Descriptor blob, Path file, Progress.Meter meter) throws IOException {
    var content = content(blob);
    var sha256 = Digest.sha256();
    try (var in = content.open();
        var out = new DigestOutputStream(Files.newOutputStream(file), sha256)) {
      var buffer = new byte[1 << 17];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        meter.bytes(n);
      }
    }
    return Digest.from(sha256.digest());
  }

  @Override
  public void close() {}
}
