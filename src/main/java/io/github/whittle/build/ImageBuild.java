package io.github.whittle.build;

import io.github.whittle.archive.Compression;
import io.github.whittle.archive.LayerBlob;
import io.github.whittle.archive.Zlib;
import io.github.whittle.config.Configuration;
import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Format;
import io.github.whittle.image.Manifest;
import io.github.whittle.layout.LayoutWriter;
import io.github.whittle.report.BuiltImage;
import io.github.whittle.report.BuiltImage.LayerFacts;
import io.github.whittle.report.BuiltImage.PlatformImage;
import io.github.whittle.tree.FileTree;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Makes the image of a configuration: plans every platform, then writes.
 *
 * <p>Nothing is written before all plans are made. Same configuration, same contents: same digest.
 */
public final class ImageBuild {
  private final Configuration configuration;
  private final BuildWorld world;
  private final Format format;
  private final Compression compression;
  private final Instant created;
  private final Map<FileTree, LayerBlob> written = new HashMap<>();

  public ImageBuild(Configuration configuration, BuildWorld world) {
    this.configuration = configuration;
    this.world = world;
    this.format = configuration.container().format();
    this.compression = configuration.compression().settings();
    this.created =
        configuration
            .container()
            .creationTime()
            .map(time -> time.at(world.clock()))
            .orElse(world.time());
  }

  /**
   * Writes the output folder anew: layout, {@code image.json}, on request {@code image.tar}, and
   * last {@code digest}.
   *
   * @throws io.github.whittle.user.InvalidInputException for what the user can mend; the output
   *     folder is then as it was
   */
  public BuiltImage run() throws IOException {
    var plans = plans();
    warnOfOtherZlib();
    var output = new OutputFolder(configuration.outputDirectory());
    try (var layout = new LayoutWriter(output.layout())) {
      var images = new ArrayList<PlatformImage>();
      var manifests = new ArrayList<Descriptor>();
      for (var plan : plans) {
        manifests.add(write(plan, layout, images));
      }
      var root = root(manifests, layout);
      var image =
          new BuiltImage(
              configuration.to().image(), configuration.to().tags(), root.digest(), images);
      output.replace(layout, root, image, configuration.tar());
      return image;
    }
  }

  /** All platforms' plans; what is wrong with any of them is told at once. */
  private List<ImagePlan> plans() throws IOException {
    if (configuration.contents().isEmpty()) {
      throw new InvalidInputException(
          "<contents> is missing: nothing says what goes into the image; write for example"
              + " <contents><file><source>target/hello</source><target>/hello</target></file></contents>");
    }
    var planner = new Planner(configuration, world, created);
    var plans = new ArrayList<ImagePlan>();
    var problems = new LinkedHashSet<String>();
    for (var platform : configuration.from().platforms()) {
      try {
        plans.add(planner.plan(platform));
      } catch (InvalidInputException e) {
        problems.addAll(e.getMessage().lines().toList());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(String.join("\n", problems));
    }
    return plans;
  }

  private void warnOfOtherZlib() {
    if (compression.type() == Compression.Type.GZIP && !Zlib.isUsual()) {
      world
          .progress()
          .warn(
              "the zlib of this JVM gives other bytes than the usual ones, so the digest differs"
                  + " from that of other machines; <compression>zstd</compression> has the same"
                  + " everywhere");
    }
  }

  private Descriptor root(List<Descriptor> manifests, LayoutWriter layout) throws IOException {
    return manifests.size() == 1
        ? manifests.get(0)
        : add(Manifest.index(format, manifests), layout);
  }

  private Descriptor write(ImagePlan plan, LayoutWriter layout, List<PlatformImage> images)
      throws IOException {
    var config = plan.config();
    var descriptors = new ArrayList<Descriptor>();
    var facts = new ArrayList<LayerFacts>();
    for (var layer : plan.layers()) {
      var blob = write(layer.tree(), layout);
      config = config.withLayer(blob.diffId(), created, "whittle: " + layer.name());
      descriptors.add(
          new Descriptor(format.layer(compression.type().suffix()), blob.digest(), blob.size()));
      facts.add(facts(layer, blob));
    }
    var configDigest = layout.add(config.bytes());
    var manifest =
        Manifest.of(
            format,
            new Descriptor(format.config(), configDigest, config.bytes().length),
            descriptors);
    images.add(new PlatformImage(plan.platform(), manifest.digest(), configDigest, facts));
    return add(manifest, layout).withPlatform(plan.platform());
  }

  private LayerBlob write(FileTree tree, LayoutWriter layout) throws IOException {
    var known = written.get(tree);
    if (known != null) {
      return known;
    }
    var blob = layout.add(tree, compression, world.threads());
    written.put(tree, blob);
    return blob;
  }

  private static LayerFacts facts(ImagePlan.Layer layer, LayerBlob blob) {
    return new LayerFacts(
        layer.name(),
        blob.digest(),
        blob.diffId(),
        blob.size(),
        blob.unpackedSize(),
        layer.tree().entries().size());
  }

  private static Descriptor add(Manifest manifest, LayoutWriter layout) throws IOException {
    layout.add(manifest.bytes());
    return manifest.descriptor();
  }
}
