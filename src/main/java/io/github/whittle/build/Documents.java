package io.github.whittle.build;

import io.github.whittle.config.Configuration;
import io.github.whittle.report.BuiltImage;
import io.github.whittle.report.BuiltImage.PlatformImage;
import io.github.whittle.supply.FilesOfImage;
import io.github.whittle.supply.Knowledge;
import io.github.whittle.supply.LayerWatch;
import io.github.whittle.supply.Stock;
import io.github.whittle.supply.Subject;
import io.github.whittle.tree.FileTree;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes what is in an image, and how it was made. */
final class Documents {
  private final Configuration configuration;
  private final BuildWorld world;
  private final NotedBases bases;
  private final LayerWatch watch = new LayerWatch();

  /**
   * @param bases that the image was planned with
   */
  Documents(Configuration configuration, BuildWorld world, NotedBases bases) {
    this.configuration = configuration;
    this.world = world;
    this.bases = bases;
  }

  private boolean areWanted() {
    return configuration.sbom() || configuration.provenance();
  }

  /** A layer as it is to be read for writing. */
  FileTree watched(FileTree layer) {
    return areWanted() ? watch.over(layer) : layer;
  }

  /** What was asked for, once all layers are written. */
  List<Document> of(List<ImagePlan> plans, BuiltImage image) throws IOException {
    if (!areWanted()) {
      return List.of();
    }
    var stocks = new ArrayList<Stock>();
    for (int i = 0; i < plans.size(); i++) {
      stocks.add(stock(plans.get(i), image.platforms().get(i)));
    }
    var documents = new ArrayList<Document>();
    if (configuration.sbom()) {
      documents.addAll(bills(stocks, image));
    }
    if (configuration.provenance()) {
      var statement = new Statement(configuration, world, image);
      documents.add(statement.of(plans, stocks, documents));
    }
    return documents;
  }

  private Stock stock(ImagePlan plan, PlatformImage image) throws IOException {
    var files = new FilesOfImage(plan.programs(), plan.jars().keySet());
    for (var layer : plan.below()) {
      files.add(layer);
    }
    for (var layer : plan.layers()) {
      files.add(layer.tree(), watch);
    }
    var images = bases.of(plan.platform());
    var rewritten = configuration.from().image().reference().filter(base -> plan.below().isEmpty());
    return Stock.of(
        new Subject(image, plan.tree(), plan.items(), plan.jars(), plan.decisions()),
        new Knowledge(world.workshop(), world.artifacts(), images, rewritten.map(images::get)),
        files);
  }

  private List<Document> bills(List<Stock> stocks, BuiltImage image) {
    var platforms = image.platforms().stream().map(PlatformImage::platform).toList();
    var time = Optional.of(world.time()).filter(Instant.ofEpochSecond(1)::isBefore);
    var bills = new ArrayList<Document>();
    for (int i = 0; i < stocks.size(); i++) {
      bills.add(
          new Document(
              Document.sbom(platforms.get(i), platforms), stocks.get(i).bill(name(), time)));
    }
    return bills;
  }

  /** Without host and tag, which are others where the image is copied to. */
  private String name() {
    return configuration
        .to()
        .image()
        .map(image -> image.repository().replaceFirst(".*/", ""))
        .orElse(world.workshop().project().artifactId());
  }
}
