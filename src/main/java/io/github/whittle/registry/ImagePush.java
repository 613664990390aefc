package io.github.whittle.registry;

import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.ImageReference;
import io.github.whittle.layout.OciLayout;
import io.github.whittle.registry.BlobPush.Arrived;
import io.github.whittle.registry.BlobPush.Way;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  /** Pushes what the repository lacks, all of it from here. */
  public PushedImage push(OciLayout layout, Destination to) throws RegistryException, IOException {
    return push(layout, to, Map.of());
  }

  /** The same, with some blobs taken from where they are, and without documents. */
  public PushedImage push(OciLayout layout, Destination to, Map<Digest, ImageReference> origins)
      throws RegistryException, IOException {
    return push(layout, to, origins, List.of());
  }

  /**
   * Pushes what the repository lacks.
   *
   * @param origins images that some of the blobs are from; where they are in the same registry, it
   *     is asked to take the blobs from there
   * @param attachments are there before the tags are
   * @throws io.github.whittle.user.InvalidInputException if the layout is damaged
   */
  public PushedImage push(
      OciLayout layout,
      Destination to,
      Map<Digest, ImageReference> origins,
      List<Attachment> attachments)
      throws RegistryException, IOException {
    var content = LayoutContent.read(layout);
    try (var transport = registries.open(to.image(), to.access(), progress)) {
      var arrived =
          new BlobPush(transport, layout, sources(origins, to.image()), progress)
              .push(content.blobs(), parallel);
      for (var manifest : content.manifests()) {
        transport.pushManifest(manifest);
      }
      new AttachmentPush(transport, progress).push(attachments, content.manifests());
      new TagPush(transport, progress).push(to.tags(), content.root());
      return result(content.root().digest(), arrived);
    }
  }

  private static Map<Digest, String> sources(
      Map<Digest, ImageReference> origins, ImageReference to) {
    var sources = new HashMap<Digest, String>();
    origins.forEach(
        (digest, from) -> {
          if (from.registry().equals(to.registry()) && !from.repository().equals(to.repository())) {
            sources.put(digest, from.repository());
          }
        });
    return sources;
  }

  private static PushedImage result(Digest root, List<Arrived> arrived) {
    return new PushedImage(
        root,
        of(Way.SENT, arrived).size(),
        of(Way.MOUNTED, arrived).size(),
        of(Way.THERE, arrived).size(),
        of(Way.SENT, arrived).stream().mapToLong(Descriptor::size).sum());
  }

  private static List<Descriptor> of(Way way, List<Arrived> arrived) {
    return arrived.stream().filter(a -> a.way() == way).map(Arrived::blob).toList();
  }
}
