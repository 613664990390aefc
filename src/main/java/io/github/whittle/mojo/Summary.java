package io.github.whittle.mojo;

import io.github.whittle.image.ImageReference;
import io.github.whittle.registry.Attachment;
import io.github.whittle.registry.Destination;
import io.github.whittle.registry.PushedImage;
import io.github.whittle.report.BuiltImage;
import io.github.whittle.report.BuiltImage.PlatformImage;
import io.github.whittle.report.ByteCount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a goal did, in a few lines for the log; the last holds the digest. */
final class Summary {
  private Summary() {}

  /**
   * What a build made.
   *
   * @param layout as the user would name it
   */
  static List<String> of(BuiltImage image, Path layout) {
    var lines = new ArrayList<String>();
    image.platforms().forEach(platform -> addLines(platform, lines));
    lines.add("Built %s in %s: %s".formatted(name(image), layout, image.digest()));
    return lines;
  }

  /** What a push did. */
  static List<String> of(PushedImage pushed, List<Attachment> documents, Destination to) {
    var lines = new ArrayList<String>();
    lines.add(
        "Sent %s blobs (%s)%s; %s were there already"
            .formatted(
                pushed.sent(),
                ByteCount.of(pushed.bytes()),
                pushed.mounted() == 0
                    ? ""
                    : ", mounted %s from other repositories".formatted(pushed.mounted()),
                pushed.skipped()));
    if (!documents.isEmpty()) {
      lines.add(
          documents.stream()
              .map(document -> document.file().getFileName().toString())
              .distinct()
              .collect(Collectors.joining(", ", "Attached ", "")));
    }
    lines.add("Pushed %s: %s".formatted(names(to), pushed.digest()));
    return lines;
  }

  /** Without tags, the repository. */
  private static String names(Destination to) {
    return to.tags().isEmpty()
        ? to.image().withoutTag() + " by digest"
        : to.tags().stream()
            .map(tag -> to.image().withTag(tag).toString())
            .collect(Collectors.joining(", "));
  }

  private static void addLines(PlatformImage image, List<String> lines) {
    lines.add(
        "%s: %s to pull, %s unpacked, %s"
            .formatted(
                image.platform(),
                ByteCount.of(image.size()),
                ByteCount.of(image.unpackedSize()),
                image.layers().size() == 1 ? "1 layer" : image.layers().size() + " layers"));
    for (var layer : image.layers()) {
      lines.add(
          "  %-12s %10s to pull %10s unpacked %6s %-7s  %s"
              .formatted(
                  layer.name(),
                  ByteCount.of(layer.size()),
                  ByteCount.of(layer.unpackedSize()),
                  layer.entries(),
                  layer.entries() == 1 ? "entry" : "entries",
                  layer.digest()));
    }
  }

  private static String name(BuiltImage image) {
    return image.names().isEmpty()
        ? "an image without a name"
        : image.names().stream().map(ImageReference::toString).collect(Collectors.joining(", "));
  }
}
