package io.github.whittle.build;

import io.github.whittle.archive.WorkFolder;
import io.github.whittle.config.Configuration;
import io.github.whittle.config.ContentItem;
import io.github.whittle.config.Slim;
import io.github.whittle.content.Contents;
import io.github.whittle.content.Scene;
import io.github.whittle.image.ImageConfig;
import io.github.whittle.image.Platform;
import io.github.whittle.jvm.Application;
import io.github.whittle.jvm.JarLibraries;
import io.github.whittle.jvm.JavaProject;
import io.github.whittle.ledger.Ledger;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.strip.DebugFiles;
import io.github.whittle.strip.Stripping;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans the image of one platform: reads what goes in, and refuses what would not run. */
final class Planner {
  private final Configuration configuration;
  private final Slim slim;
  private final BuildWorld world;
  private final Instant created;
  private final Optional<Application> application;
  private final ImageStart start;
  private final WorkFolder work;
  private final Optional<DebugFiles> originals;

  /**
   * @param slim what is left out: of an image that is to be traced, nothing
   * @param originals where those of stripped files go
   */
  Planner(
      Configuration configuration,
      Slim slim,
      BuildWorld world,
      Instant created,
      Optional<Application> application,
      WorkFolder work,
      Optional<DebugFiles> originals) {
    this.configuration = configuration;
    this.slim = slim;
    this.world = world;
    this.created = created;
    this.application = application;
    this.start = new ImageStart(configuration, application);
    this.work = work;
    this.originals = originals;
  }

  ImagePlan plan(Platform platform) throws IOException, RegistryException {
    var ledger = new Ledger();
    var stripping = new Stripping(ledger, originals);
    var ground = ground(platform);
    var rootfs = rootfs(platform, ground, ledger, stripping);
    TemporaryFolder.check(configuration, rootfs.whole(), world.progress());
    var entrypoint = start.entrypoint(ground.config(), rootfs);
    new LeftOut(configuration, world.project())
        .check(entrypoint.isEmpty(), platform, world.progress());
    var config =
        new RuntimeSettings(configuration)
            .put(
                entrypoint
                    .map(words -> ground.config().withEntrypoint(words).withoutCommand())
                    .orElse(ground.config()));
    start.checkMainClass(config, rootfs, work, world.progress());
    start.checkFlags(config, rootfs, world.progress());
    var slimmed = slimmed(platform, ground, rootfs, config, ledger);
    config = slimmed == ground ? config : config.withoutLayers();
    var left = slimmed.isRewritten() ? stripped(slimmed, rootfs, stripping) : slimmed;
    var says = Says.of(entrypoint.isPresent(), configuration.user().isPresent(), start.isOfJava());
    new Programs(configuration.checkLibraries(), says, world.progress())
        .check(platform, rootfs, inJars(platform, rootfs), config);
    stripping.summary().ifPresent(text -> world.progress().info(platform + ": " + text));
    var programs = rootfs.whole();
    pack(rootfs, ledger);
    return new ImagePlan(
        platform,
        config,
        left.kept().isEmpty() ? Optional.empty() : left.base(),
        left.kept(),
        layers(left, rootfs),
        rootfs.whole(),
        programs,
        rootfs.items(),
        jars(rootfs),
        ledger.decisions());
  }

  private FileTree inJars(Platform platform, Rootfs rootfs) throws IOException {
    return JarLibraries.of(rootfs.whole(), rootfs.added(), platform, work);
  }

  /** Where they landed. */
  private Map<TreePath, JavaProject.Dependency> jars(Rootfs rootfs) {
    var jars = new HashMap<TreePath, JavaProject.Dependency>();
    application.ifPresent(
        java ->
            java.libraries().forEach((path, library) -> jars.put(landing(path, rootfs), library)));
    return jars;
  }

  /** Last of all: nobody sees any more what a packed program needs. */
  private void pack(Rootfs rootfs, Ledger ledger) throws IOException {
    if (!rootfs.toPack().isEmpty()) {
      new Packing(upx(rootfs), work, ledger, world.progress()).pack(rootfs, rootfs.toPack());
    }
  }

  private Upx upx(Rootfs rootfs) {
    try {
      return Upx.find(configuration.upx(), System.getenv().getOrDefault("PATH", ""));
    } catch (InvalidInputException e) {
      throw rootfs.toPack().values().iterator().next().where().refuse(e.getMessage());
    }
  }

  private Ground ground(Platform platform) throws IOException, RegistryException {
    var from = configuration.from();
    if (from.image().isScratch()) {
      return Ground.scratch(platform, created);
    }
    var base = world.bases().base(from.image().reference().orElseThrow(), platform);
    return from.flatten() ? Ground.flattened(base, created) : Ground.of(base, created);
  }

  /** Of a base whose layers become one: others pass through by digest. */
  private Ground stripped(Ground ground, Rootfs rootfs, Stripping stripping) throws IOException {
    var base =
        stripping.strip(
            ground.tree(),
            configuration.strip().binaries(),
            configuration.from().image().toString(),
            path -> path);
    rootfs.replaceBase(base);
    return ground.leaving(base);
  }

  private Ground slimmed(
      Platform platform, Ground ground, Rootfs rootfs, ImageConfig config, Ledger ledger)
      throws IOException {
    return new SlimStep(slim, Traces.paths(slim), work, world.progress())
        .apply(platform, ground, rootfs, config, configuration.container().volumes(), ledger);
  }

  private Rootfs rootfs(Platform platform, Ground ground, Ledger ledger, Stripping stripping)
      throws IOException, RegistryException {
    var rootfs = new Rootfs(ground.tree());
    var environment =
        ground.config().withEnvironment(configuration.container().environment()).environment();
    var problems = new ArrayList<String>();
    for (var item : configuration.contents()) {
      if (problems.isEmpty() || !item.followsOthers()) {
        try {
          put(item, scene(platform, rootfs, environment, ledger), rootfs, stripping);
        } catch (InvalidInputException e) {
          problems.add(e.getMessage());
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(String.join("\n", problems));
    }
    if (rootfs.overwritten() > 0) {
      world
          .progress()
          .info(
              "%s: files that <contents> put in the place of others: %s"
                  .formatted(platform, rootfs.overwritten()));
    }
    return rootfs;
  }

  private void put(ContentItem item, Scene scene, Rootfs rootfs, Stripping stripping)
      throws IOException, RegistryException {
    for (var part : Contents.parts(item, scene)) {
      rootfs.put(item, stripped(item, part, rootfs, stripping));
    }
  }

  private Scene scene(
      Platform platform, Rootfs rootfs, Map<String, String> environment, Ledger ledger) {
    return new Scene(
        platform,
        rootfs.whole(),
        rootfs.added(),
        environment,
        start.ownWords(),
        time(),
        configuration.outputDirectory(),
        world.artifacts(),
        (reference, image) -> world.bases().base(reference, image).tree(),
        application,
        world.jdk(),
        configuration.optimize(),
        work,
        ledger,
        world.progress());
  }

  private Contents.Part stripped(
      ContentItem item, Contents.Part part, Rootfs rootfs, Stripping stripping) throws IOException {
    return part.with(
        stripping.strip(
            part.tree(),
            configuration.strip().binariesOf(item),
            item.where().toString(),
            path -> landing(path, rootfs)));
  }

  private static TreePath landing(TreePath path, Rootfs rootfs) {
    try {
      return rootfs.whole().resolve(path, false);
    } catch (InvalidInputException e) {
      return path; // Nowhere: refused when it is put there.
    }
  }

  private long time() {
    return world.time().getEpochSecond();
  }

  private List<ImagePlan.Layer> layers(Ground ground, Rootfs rootfs) {
    var layers = new ArrayList<>(ground.written());
    rootfs
        .layers(Attributes.of(0755, time()))
        .forEach((layering, tree) -> layers.add(new ImagePlan.Layer(layering.name(), tree)));
    return layers;
  }
}
