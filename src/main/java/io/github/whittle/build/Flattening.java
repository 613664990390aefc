package io.github.whittle.build;

import io.github.whittle.archive.LayerBlob;
import io.github.whittle.archive.LayerCompression;
import io.github.whittle.base.BaseImage;
import io.github.whittle.base.Bases;
import io.github.whittle.build.ImageTarget.Written;
import io.github.whittle.config.BaseReference;
import io.github.whittle.config.Strip.Binaries;
import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Format;
import io.github.whittle.image.ImageReference;
import io.github.whittle.image.Manifest;
import io.github.whittle.layout.LayoutWriter;
import io.github.whittle.ledger.Ledger;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.report.ByteCount;
import io.github.whittle.strip.Stripping;
import io.github.whittle.tree.FileTree;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes an image that others made as one of one layer for every platform: nothing is left of what
 * its layers deleted or replaced, and all that a runtime is told stays.
 *
 * <p>The same source gives the same digest: times are those of the source.
 */
public final class Flattening {
  private final Bases bases;
  private final LayerCompression compression;
  private final Binaries binaries;
  private final int threads;
  private final Progress progress;

  /**
   * @param binaries what goes out of ELF files
   */
  public Flattening(
      Bases bases,
      LayerCompression compression,
      Binaries binaries,
      int threads,
      Progress progress) {
    this.bases = bases;
    this.compression = compression;
    this.binaries = binaries;
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * Writes all platforms.
   *
   * @return the manifest, or the index where the source has one, and what of it the source has
   */
  public Written write(BaseReference source, LayoutWriter layout)
      throws IOException, RegistryException {
    ImageBuild.warnOfOtherZlib(compression, progress);
    var found = bases.resolve(source);
    progress.info("Took %s: %s".formatted(source, found.digest()));
    var flat = new LinkedHashMap<Digest, Descriptor>();
    var origins = new HashMap<Digest, ImageReference>();
    for (var platform : found.platforms().keySet()) {
      var base = bases.base(source, found.digest(), platform);
      var manifest = flattened(base, platform.toString(), layout);
      layout.add(manifest.bytes());
      flat.put(base.manifest().digest(), manifest.descriptor().withPlatform(platform));
      origins.putAll(origins(base, manifest));
    }
    var root = bases.manifest(source, found.digest());
    var written = root.isIndex() ? index(root, flat, layout) : flat.get(root.digest());
    return new Written(written.withAnnotations(bases.annotations(source)), origins);
  }

  private static Descriptor index(Manifest index, Map<Digest, Descriptor> flat, LayoutWriter layout)
      throws IOException {
    var edited = index.replacing(flat);
    layout.add(edited.bytes());
    return edited.descriptor();
  }

  /** What was flat already may be the very blob that its registry has. */
  private static Map<Digest, ImageReference> origins(BaseImage base, Manifest flat) {
    var origins = new HashMap<Digest, ImageReference>();
    for (var layer : base.layers()) {
      if (flat.layers().stream().anyMatch(l -> l.digest().equals(layer.descriptor().digest()))) {
        layer.origin().ifPresent(from -> origins.put(layer.descriptor().digest(), from));
      }
    }
    return origins;
  }

  private Manifest flattened(BaseImage base, String platform, LayoutWriter layout)
      throws IOException {
    var layer = layer(stripped(base.tree(), platform), layout);
    long before = base.layers().stream().mapToLong(l -> l.descriptor().size()).sum();
    progress.info(
        "%s: %s in %s -> %s in 1"
            .formatted(
                platform,
                ByteCount.of(before),
                base.layers().size() == 1 ? "1 layer" : base.layers().size() + " layers",
                ByteCount.of(layer.size())));
    var config =
        base.config()
            .withoutLayers()
            .withLayer(
                layer.diffId(),
                base.config().created().orElse(Instant.ofEpochSecond(1)),
                "whittle: " + base.flattenedName())
            .bytes();
    var format = format(base.manifest());
    return base.manifest()
        .with(
            new Descriptor(format.config(), layout.add(config), config.length),
            List.of(
                new Descriptor(
                    format.layer(compression.type().suffix()), layer.digest(), layer.size())));
  }

  private FileTree stripped(FileTree tree, String platform) throws IOException {
    var stripping = new Stripping(new Ledger(), Optional.empty());
    var stripped = stripping.strip(tree, binaries, "", path -> path);
    stripping.summary().ifPresent(text -> progress.info(platform + ": " + text));
    return stripped;
  }

  private LayerBlob layer(FileTree tree, LayoutWriter layout) throws IOException {
    try (var meter = progress.meter("Compressing", tree.size(), 1)) {
      var blob = layout.add(tree, compression, threads, meter);
      meter.blob();
      return blob;
    }
  }

  private static Format format(Manifest manifest) {
    return manifest.mediaType().equals(Format.DOCKER.manifest()) ? Format.DOCKER : Format.OCI;
  }
}
