package io.github.whittle.registry;

import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Manifest;
import io.github.whittle.layout.OciLayout;
import io.github.whittle.user.Progress;
import java.io.IOException;

/**
 * Pushes the image of a layout: its blobs, then the manifests of its platforms, then its index, and
 * only then its tags, so that a tag never points at something incomplete.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#push">OCI
 *     distribution, push</a>
 */
public final class ImagePush {
  private static final int PARALLEL = 4;

  private final RegistryTransport.Opener registries;
  private final Progress progress;
  private final int parallel;

  public ImagePush(Progress progress) {
    this(JibRegistryTransport::open, progress, PARALLEL);
  }

  /**
   * @param parallel how many blobs are sent at a time
   */
  ImagePush(RegistryTransport.Opener registries, Progress progress, int parallel) {
    this.registries = registries;
    this.progress = progress;
    this.parallel = parallel;
  }

  /**
   * Pushes what the registry lacks.
   *
   * @throws io.github.whittle.user.InvalidInputException if the layout is damaged
   */
  public PushedImage push(OciLayout layout, Destination to) throws RegistryException, IOException {
    var content = LayoutContent.read(layout);
    try (var transport = registries.open(to.image(), to.access(), progress)) {
      var sent = new BlobPush(transport, layout, progress).push(content.blobs(), parallel);
      for (var manifest : content.manifests()) {
        transport.pushManifest(manifest);
      }
      for (var tag : to.tags()) {
        tag(transport, tag, content.root());
      }
      return new PushedImage(
          content.root().digest(),
          sent.size(),
          content.blobs().size() - sent.size(),
          sent.stream().mapToLong(Descriptor::size).sum());
    }
  }

  /** A tag that is right already stays: some registries refuse to write a tag twice. */
  private void tag(RegistryTransport transport, String tag, Manifest manifest)
      throws RegistryException {
    if (isTagged(transport, tag, manifest.digest())) {
      progress.debug("tag %s is %s already".formatted(tag, manifest.digest()));
    } else {
      transport.tag(tag, manifest);
    }
  }

  /** Whoever may push need not be allowed to pull: then the tag is written without a look. */
  private boolean isTagged(RegistryTransport transport, String tag, Digest digest)
      throws RegistryException {
    try {
      return transport.tagged(tag).filter(found -> found.digest().equals(digest)).isPresent();
    } catch (RegistryException e) {
      if (!e.denied()) {
        throw e;
      }
      progress.debug("cannot look at the tag %s: %s".formatted(tag, e.getMessage()));
      return false;
    }
  }
}
