package io.github.whittle.build;

import io.github.whittle.config.ArchiveItem;
import io.github.whittle.config.Configuration;
import io.github.whittle.config.ContentItem;
import io.github.whittle.config.FileItem;
import io.github.whittle.config.Parameters;
import io.github.whittle.config.SourcePath;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Platform;
import io.github.whittle.ledger.LedgerFile;
import io.github.whittle.report.BuiltImage;
import io.github.whittle.supply.Checkout;
import io.github.whittle.supply.Provenance;
import io.github.whittle.supply.Stock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes how an image was made. */
final class Statement {
  private final Configuration configuration;
  private final BuildWorld world;
  private final BuiltImage image;
  private final Provenance provenance;

  Statement(Configuration configuration, BuildWorld world, BuiltImage image) {
    this.configuration = configuration;
    this.world = world;
    this.image = image;
    this.provenance =
        new Provenance(
            Parameters.of(configuration, world.workshop().folder()), world.workshop().version());
  }

  /**
   * @param stocks of the plans, in their order
   * @param others that were written about the image
   */
  Document of(List<ImagePlan> plans, List<Stock> stocks, List<Document> others) throws IOException {
    tellSubjects();
    world.workshop().checkout().get().ifPresent(this::tell);
    for (var plan : plans) {
      tellFiles(plan.platform());
    }
    for (var trace : Traces.files(configuration.slim())) {
      tell(trace);
    }
    stocks.forEach(stock -> stock.tell(provenance));
    others.forEach(document -> provenance.byproduct(document.name(), document.bytes()));
    var ledger = LedgerFile.text(ImageBuild.decisions(plans));
    provenance.byproduct(OutputFolder.LEDGER, ledger.getBytes(StandardCharsets.UTF_8));
    return new Document(Document.PROVENANCE, provenance.bytes());
  }

  private void tellSubjects() {
    var name =
        image
            .image()
            .map(i -> i.withoutTag().toString())
            .orElse(world.workshop().project().artifactId());
    provenance.subject(name, image.digest());
    for (var platform : image.platforms()) {
      if (!platform.digest().equals(image.digest())) {
        provenance.subject("%s (%s)".formatted(name, platform.platform()), platform.digest());
      }
    }
  }

  private void tell(Checkout git) {
    var sources = provenance.material("sources", sources(), Map.of("gitCommit", git.commit()));
    if (git.isChanged()) {
      sources.putObject("annotations").put("changed", true);
    }
  }

  /** Where the pom says that they are. */
  private String sources() {
    return world.facts().getOrDefault("org.opencontainers.image.source", "");
  }

  private void tellFiles(Platform platform) throws IOException {
    for (var item : configuration.contents()) {
      var source = source(item);
      if (source.isPresent()) {
        tell(source.get().on(platform));
      }
    }
  }

  private static Optional<SourcePath> source(ContentItem item) {
    if (item instanceof FileItem file) {
      return Optional.of(file.source());
    }
    return item instanceof ArchiveItem archive ? Optional.of(archive.source()) : Optional.empty();
  }

  private void tell(Path file) throws IOException {
    provenance.material(
        Parameters.name(file, world.workshop().folder()),
        "",
        Map.of("sha256", Digest.of(file).hex()));
  }
}
