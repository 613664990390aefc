package io.github.whittle.layout;

import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.tree.Content;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One image on disk as others wrote it: an OCI layout in a folder or a tar, or a docker-archive.
 * Nothing in it is verified.
 */
public interface ImageFiles {
  /** The one manifest or index. */
  Descriptor root();

  /** A manifest, a configuration or a layer; empty if it is not there. */
  Optional<Content> blob(Digest digest) throws IOException;

  /**
   * Opens a folder or a tar; where a tar is both a layout and a docker-archive, it is taken as the
   * layout, which may hold several platforms.
   *
   * @throws InvalidInputException if it holds no image, or several
   */
  static ImageFiles open(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new InvalidInputException("'%s' is not there".formatted(path));
    }
    var files = Files.isDirectory(path) ? NamedFiles.of(path) : NamedFiles.ofTar(path);
    if (files.file(OciFiles.INDEX).isPresent()) {
      return OciFiles.read(files, path);
    }
    if (!Files.isDirectory(path) && files.file(DockerArchive.MANIFEST).isPresent()) {
      return DockerArchive.read(files, path);
    }
    throw new InvalidInputException(
        "'%s' holds no image: neither index.json of an OCI layout nor, in a tar, manifest.json of docker save"
            .formatted(path));
  }
}
