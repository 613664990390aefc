package io.github.whittle.build;

import io.github.whittle.config.BaseReference;
import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.ImageReference;
import io.github.whittle.layout.LayoutWriter;
import io.github.whittle.layout.LoadableTar;
import io.github.whittle.layout.OciLayout;
import io.github.whittle.registry.Destination;
import io.github.whittle.registry.ImagePush;
import io.github.whittle.registry.RegistryAccess;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** Where an image is put that no project builds: a registry, a tar or a layout. */
public final class ImageTarget {
  private final BaseReference reference;
  private final RegistryAccess access;
  private final Progress progress;

  /** Writes an image. */
  @FunctionalInterface
  public interface Work {
    Written write(LayoutWriter layout) throws IOException, RegistryException;
  }

  /**
   * An image in a layout.
   *
   * @param root its manifest or index
   * @param origins by digest the images of registries that have some of its blobs
   */
  public record Written(Descriptor root, Map<Digest, ImageReference> origins) {
    public Written {
      origins = Map.copyOf(origins);
    }
  }

  /**
   * @throws InvalidInputException if nothing can be put there
   */
  public ImageTarget(BaseReference reference, RegistryAccess access, Progress progress)
      throws IOException {
    this.reference = reference;
    this.access = access;
    this.progress = progress;
    check();
  }

  private void check() throws IOException {
    if (reference instanceof BaseReference.InRegistry) {
      destination();
    } else if (reference.digest().isPresent()) {
      throw new InvalidInputException(
          "'%s' names a digest, which the image gets only when it is made; leave it out"
              .formatted(reference));
    } else if (isTar() && Files.isDirectory(path())) {
      throw new InvalidInputException(
          "'%s' is a folder; name a file, or write oci:// before it".formatted(path()));
    } else if (!isTar() && Files.exists(path()) && !isEmptyFolder()) {
      checkLayout();
    }
  }

  private void checkLayout() throws IOException {
    try {
      OciLayout.open(path());
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          "%s; what is there would be replaced, so the target must be empty, not there, or an OCI layout of one image"
              .formatted(e.getMessage()),
          e);
    }
  }

  private boolean isEmptyFolder() throws IOException {
    if (!Files.isDirectory(path())) {
      return false;
    }
    try (var files = Files.list(path())) {
      return files.findAny().isEmpty();
    }
  }

  /** Puts what {@code work} writes there in one step; if it fails, what was there stays. */
  public Digest put(Work work) throws IOException, RegistryException {
    if (reference instanceof BaseReference.InRegistry) {
      return push(work);
    }
    var place = isTar() ? path().resolveSibling(path().getFileName() + ".layout") : path();
    try (var layout = new LayoutWriter(place)) {
      var root = work.write(layout).root();
      var complete = layout.complete(root);
      if (isTar()) {
        writeTar(complete);
      } else {
        layout.publish();
      }
      return root.digest();
    }
  }

  private Digest push(Work work) throws IOException, RegistryException {
    var folder = Files.createTempDirectory("whittle");
    try (var layout = new LayoutWriter(folder.resolve("image"))) {
      var written = work.write(layout);
      var complete = layout.complete(written.root());
      return new ImagePush(progress).push(complete, destination(), written.origins()).digest();
    } finally {
      Files.deleteIfExists(folder);
    }
  }

  private void writeTar(OciLayout layout) throws IOException {
    var part = path().resolveSibling(path().getFileName() + ".part");
    try {
      LoadableTar.write(layout, List.of(), part);
      Files.move(part, path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private Destination destination() {
    return Destination.tagged(((BaseReference.InRegistry) reference).image(), List.of(), access);
  }

  private boolean isTar() {
    return onDisk().isTar();
  }

  private BaseReference.OnDisk onDisk() {
    return (BaseReference.OnDisk) reference;
  }

  private Path path() {
    return onDisk().path();
  }
}
