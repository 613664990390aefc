package io.github.whittle.registry;

import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Manifest;
import io.github.whittle.layout.OciLayout;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All that a layout's image is made of, in the order in which a registry takes it.
 *
 * @param manifests those of the platforms before the index that lists them
 * @param blobs each once, the largest first; their files have the sizes that the manifests say
 */
record LayoutContent(List<Manifest> manifests, List<Descriptor> blobs) {
  private static final Comparator<Descriptor> LARGEST_FIRST =
      Comparator.comparingLong(Descriptor::size).reversed().thenComparing(Descriptor::digest);

  static LayoutContent read(OciLayout layout) throws IOException {
    var manifests = new ArrayList<Manifest>();
    collect(layout, layout.root().digest(), manifests);
    Map<Digest, Descriptor> blobs = new LinkedHashMap<>();
    for (var manifest : manifests) {
      for (var blob : blobs(manifest)) {
        checkSize(blob, layout.blob(blob.digest()));
        blobs.putIfAbsent(blob.digest(), blob);
      }
    }
    return new LayoutContent(
        List.copyOf(manifests), blobs.values().stream().sorted(LARGEST_FIRST).toList());
  }

  /** The manifest or index that the image's tags point at. */
  Manifest root() {
    return manifests.get(manifests.size() - 1);
  }

  private static void collect(OciLayout layout, Digest digest, List<Manifest> into)
      throws IOException {
    var manifest = layout.manifest(digest);
    for (var child : manifest.manifests()) {
      collect(layout, child.digest(), into);
    }
    into.add(manifest);
  }

  private static List<Descriptor> blobs(Manifest manifest) {
    return manifest.isIndex()
        ? List.of()
        : Stream.concat(Stream.of(manifest.config()), manifest.layers().stream()).toList();
  }

  private static void checkSize(Descriptor blob, Path file) throws IOException {
    try {
      if (Files.size(file) != blob.size()) {
        throw new InvalidInputException(
            "'%s' has %s bytes and not %s; build the image again"
                .formatted(file, Files.size(file), blob.size()));
      }
    } catch (NoSuchFileException e) {
      throw new InvalidInputException("'%s' is missing; build the image again".formatted(file), e);
    }
  }
}
