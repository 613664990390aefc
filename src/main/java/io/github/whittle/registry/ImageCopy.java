package io.github.whittle.registry;

import io.github.whittle.image.Descriptor;
import io.github.whittle.image.ImageReference;
import io.github.whittle.image.Manifest;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Brings the image of one platform from one repository into another, as far as it is not there.
 *
 * @param target where {@code to} leads
 */
public record ImageCopy(
    RegistryReader from, RegistryTransport to, ImageReference target, Progress progress) {

  /**
   * Blobs first, then the manifest.
   *
   * @param source where {@code from} leads
   */
  public void copy(Manifest manifest, ImageReference source) throws RegistryException, IOException {
    if (source.registry().equals(target.registry())
        && source.repository().equals(target.repository())) {
      return;
    }
    var blobs =
        Stream.concat(Stream.of(manifest.config()), manifest.layers().stream()).distinct().toList();
    long bytes = blobs.stream().mapToLong(Descriptor::size).sum();
    try (var meter = progress.meter("Copying", bytes, blobs.size())) {
      for (var blob : blobs) {
        copy(blob, source, meter);
        meter.blob();
      }
    }
    to.pushManifest(manifest);
  }

  private void copy(Descriptor blob, ImageReference source, Progress.Meter meter)
      throws RegistryException, IOException {
    if (to.hasBlob(blob) || isMounted(blob, source)) {
      meter.bytes(blob.size());
      return;
    }
    var file = Files.createTempFile("whittle", ".blob");
    try {
      from.pullBlob(blob, file, Progress.silent().meter("", 0, 0));
      to.pushBlob(blob, file, Optional.empty(), meter);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Asked before anything is fetched. */
  private boolean isMounted(Descriptor blob, ImageReference source) throws RegistryException {
    return source.registry().equals(target.registry()) && to.mountBlob(blob, source.repository());
  }
}
