package io.github.whittle.build;

import io.github.whittle.archive.LayerBlob;
import io.github.whittle.archive.LayerCompression;
import io.github.whittle.base.BaseImage;
import io.github.whittle.base.BaseLayer;
import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Format;
import io.github.whittle.image.Manifest;
import io.github.whittle.layout.LayoutWriter;
import io.github.whittle.report.BuiltImage.LayerFacts;
import io.github.whittle.report.BuiltImage.PlatformImage;
import io.github.whittle.tree.FileTree;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Writes plans into a layout; a layer that several platforms share is written once. */
final class ImageWriter {
  private final LayoutWriter layout;
  private final Format format;
  private final Annotations annotations;
  private final LayerCompression compression;
  private final UnaryOperator<FileTree> watched;
  private final Instant created;
  private final int threads;
  private final Progress.Meter meter;
  private final Map<FileTree, LayerBlob> written = new HashMap<>();
  private final List<PlatformImage> images = new ArrayList<>();
  private final List<Descriptor> manifests = new ArrayList<>();
  private Optional<BaseImage> base = Optional.empty();

  /**
   * @param watched a layer as it is to be read
   */
  ImageWriter(
      LayoutWriter layout,
      Annotations annotations,
      LayerCompression compression,
      UnaryOperator<FileTree> watched,
      Instant created,
      int threads,
      Progress.Meter meter) {
    this.layout = layout;
    this.format = annotations.format();
    this.annotations = annotations;
    this.compression = compression;
    this.watched = watched;
    this.created = created;
    this.threads = threads;
    this.meter = meter;
  }

  void write(ImagePlan plan) throws IOException {
    var config = plan.config();
    var layers = new ArrayList<Descriptor>();
    var facts = new ArrayList<LayerFacts>();
    for (var base : plan.below()) {
      var layer = base.descriptor();
      layout.add(base.blob(), layer.digest());
      var compression = Format.compression(layer.mediaType()).orElseThrow();
      layers.add(new Descriptor(format.layerOrPlain(compression), layer.digest(), layer.size()));
      facts.add(facts(base));
    }
    for (var layer : plan.layers()) {
      var blob = write(layer.tree());
      config = config.withLayer(blob.diffId(), created, "whittle: " + layer.name());
      layers.add(
          new Descriptor(format.layer(compression.type().suffix()), blob.digest(), blob.size()));
      facts.add(facts(layer, blob));
    }
    var configBytes = config.bytes();
    var configDigest = layout.add(configBytes);
    var manifest =
        Manifest.of(
                format, new Descriptor(format.config(), configDigest, configBytes.length), layers)
            .withAnnotations(annotations.ofManifest(plan.base()));
    base = plan.base();
    manifests.add(add(manifest).withPlatform(plan.platform()));
    images.add(new PlatformImage(plan.platform(), manifest.digest(), configDigest, facts));
  }

  /** The images written so far, in their order. */
  List<PlatformImage> images() {
    return images;
  }

  /** The manifest of the one image, or an index of all. */
  Descriptor writeRoot() throws IOException {
    return manifests.size() == 1
        ? manifests.get(0)
        : add(Manifest.index(format, manifests).withAnnotations(annotations.ofIndex(base)));
  }

  private LayerBlob write(FileTree tree) throws IOException {
    var known = written.get(tree);
    if (known != null) {
      return known;
    }
    var blob = layout.add(watched.apply(tree), compression, threads, meter);
    meter.blob();
    written.put(tree, blob);
    return blob;
  }

  private static LayerFacts facts(BaseLayer base) throws IOException {
    return new LayerFacts(
        "base",
        base.descriptor().digest(),
        base.diffId(),
        base.descriptor().size(),
        Files.size(base.tar()),
        base.tree().entries().size(),
        base.origin());
  }

  private static LayerFacts facts(ImagePlan.Layer layer, LayerBlob blob) {
    return new LayerFacts(
        layer.name(),
        blob.digest(),
        blob.diffId(),
        blob.size(),
        blob.unpackedSize(),
        layer.tree().entries().size(),
        Optional.empty());
  }

  private Descriptor add(Manifest manifest) throws IOException {
    layout.add(manifest.bytes());
    return manifest.descriptor();
  }
}
