package io.github.whittle.build;

import io.github.whittle.archive.LayerCompression;
import io.github.whittle.archive.WorkFolder;
import io.github.whittle.archive.Zlib;
import io.github.whittle.config.Configuration;
import io.github.whittle.config.HostJava;
import io.github.whittle.config.Slim;
import io.github.whittle.image.Format;
import io.github.whittle.image.Platform;
import io.github.whittle.jvm.Application;
import io.github.whittle.layout.LayoutWriter;
import io.github.whittle.ledger.Decision;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.report.BuiltImage;
import io.github.whittle.strip.DebugFiles;
import io.github.whittle.tree.FileTree;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes the image of a configuration: plans every platform, then writes.
 *
 * <p>Nothing is written before all plans are made. Same configuration, same contents: same digest.
 */
public final class ImageBuild {
  private final Configuration configuration;
  private final BuildWorld world;
  private final NotedBases bases;
  private final LayerCompression compression;
  private final Instant created;

  public ImageBuild(Configuration configuration, BuildWorld world) {
    this.configuration = configuration;
    this.bases = new NotedBases(world.bases());
    this.world = world.with(bases);
    this.compression = configuration.compression().settings();
    this.created =
        configuration
            .container()
            .creationTime()
            .map(time -> time.at(world.clock()))
            .orElse(world.time());
  }

  /**
   * Writes the output folder anew: layout, {@code image.json}, {@code removed.tsv}, the documents
   * about the image, on request {@code image.tar}, and last {@code digest}.
   *
   * @throws InvalidInputException for what the user can mend; the output folder is then as it was
   */
  public BuiltImage run() throws IOException, RegistryException {
    var output = new OutputFolder(configuration.outputDirectory());
    output.check();
    configuration.strip().debugFolder(output.debug()).ifPresent(DebugFiles::checkFolder);
    var originals =
        configuration.strip().keepsOriginals()
            ? Optional.of(new DebugFiles())
            : Optional.<DebugFiles>empty();
    try (var work = new WorkFolder(configuration.outputDirectory())) {
      var plans = plans(work, originals);
      new SecretCheck(configuration.secrets(), configuration.container(), world.progress())
          .check(plans);
      if (originals.isPresent()) {
        keep(originals.get(), output);
      }
      return write(plans, output);
    }
  }

  private void keep(DebugFiles originals, OutputFolder output) throws IOException {
    var strip = configuration.strip();
    var folder = strip.debugFolder(output.debug());
    if (folder.isPresent()) {
      originals.write(folder.get());
    }
    if (strip.attachDebug()) {
      output.writeDebugArchive(originals.tree(world.time().getEpochSecond()), world.threads());
    }
  }

  /** Does something with an image that is assembled for it, and gone when it is done. */
  @FunctionalInterface
  public interface Use<T> {
    T use(Assembled image) throws IOException;
  }

  /** Assembles the image that runs on this machine, not slimmed, and writes nothing. */
  public <T> T assembled(Use<T> use) throws IOException, RegistryException {
    checkContents();
    var platform = HostPlatform.among(configuration.from().platforms());
    try (var work = new WorkFolder(configuration.outputDirectory())) {
      var held = new HeldWarnings(world.progress());
      var plan = planner(Slim.none(), work, Optional.empty(), held).plan(platform);
      held.tell();
      return use.use(plan.assembled());
    }
  }

  private BuiltImage write(List<ImagePlan> plans, OutputFolder output) throws IOException {
    warnOfOtherZlib(compression, world.progress());
    warnOfHealthcheck();
    try (var layout = new LayoutWriter(output.layout());
        var meter = meter(plans)) {
      var documents = new Documents(configuration, world, bases);
      var writer = writer(layout, meter, documents);
      for (var plan : plans) {
        writer.write(plan);
      }
      var root = writer.writeRoot();
      var to = configuration.to();
      var image = new BuiltImage(to.image(), to.tagNames(), root.digest(), writer.images());
      output.replace(
          layout, root, image, decisions(plans), documents.of(plans, image), configuration.tar());
      return image;
    }
  }

  static Map<Platform, List<Decision>> decisions(List<ImagePlan> plans) {
    var decisions = new LinkedHashMap<Platform, List<Decision>>();
    plans.forEach(plan -> decisions.put(plan.platform(), plan.decisions()));
    return decisions;
  }

  /** All platforms' plans; what is wrong with any of them is told at once. */
  private List<ImagePlan> plans(WorkFolder work, Optional<DebugFiles> originals)
      throws IOException, RegistryException {
    checkContents();
    var held = new HeldWarnings(world.progress());
    var planner = planner(configuration.slim(), work, originals, held);
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
    warnOfHostJava();
    held.tell();
    return plans;
  }

  private void checkContents() {
    if (configuration.contents().isEmpty() && configuration.from().image().isScratch()) {
      throw new InvalidInputException(
          "<contents> is missing: nothing says what goes into the image; write for example"
              + " <contents><file><source>target/hello</source><target>/hello</target></file></contents>");
    }
  }

  private Planner planner(
      Slim slim, WorkFolder work, Optional<DebugFiles> originals, Progress progress)
      throws IOException {
    return new Planner(
        configuration,
        slim,
        world.telling(progress),
        created,
        application(work, progress),
        work,
        originals);
  }

  private Optional<Application> application(WorkFolder work, Progress progress) throws IOException {
    var item = configuration.application();
    if (item.isEmpty()) {
      return Optional.empty();
    }
    var container = configuration.container();
    if (container.entrypoint().isPresent() && !container.jvmFlags().isEmpty()) {
      world.progress().warn("<jvmFlags> is not used, since <entrypoint> says what is started");
    }
    try {
      long time = world.time().getEpochSecond();
      return Optional.of(Application.of(world.project(), configuration, work, progress, time));
    } catch (InvalidInputException e) {
      throw item.get().where().refuse(e.getMessage());
    }
  }

  private void warnOfHostJava() {
    if (HostJava.isIn(configuration)) {
      world
          .progress()
          .warn(
              "<contents> has no <runtime>: the Java and the C library of this machine go into the"
                  + " image, so another machine makes another image; to pin them name a base with"
                  + " Java in <from><image>, or write <runtime>, <libraries> with an image in"
                  + " <from>, and <system>");
    }
  }

  private void warnOfHealthcheck() {
    var container = configuration.container();
    if (container.healthcheck().isPresent() && container.format() == Format.OCI) {
      world
          .progress()
          .warn(
              "<healthcheck>: docker reads it in both formats, podman only in Docker's; for podman write <format>Docker</format>");
    }
  }

  static void warnOfOtherZlib(LayerCompression compression, Progress progress) {
    if (compression.type() == LayerCompression.Type.GZIP && !Zlib.isUsual()) {
      progress.warn(
          "the zlib of this JVM gives other bytes than the usual ones, so the digest differs"
              + " from that of other machines; <compression>zstd</compression> has the same"
              + " everywhere");
    }
  }

  private Progress.Meter meter(List<ImagePlan> plans) {
    var trees =
        plans.stream()
            .flatMap(plan -> plan.layers().stream())
            .map(ImagePlan.Layer::tree)
            .collect(Collectors.toSet());
    long bytes = trees.stream().mapToLong(FileTree::size).sum();
    return world.progress().meter("Compressing", bytes, trees.size());
  }

  private ImageWriter writer(LayoutWriter layout, Progress.Meter meter, Documents documents) {
    var container = configuration.container();
    return new ImageWriter(
        layout,
        new Annotations(container.format(), world.facts(), container.annotations()),
        compression,
        documents::watched,
        created,
        world.threads(),
        meter);
  }
}
