package io.github.whittle.mojo;

import io.github.whittle.base.Bases;
import io.github.whittle.base.BlobCache;
import io.github.whittle.base.LockFile;
import io.github.whittle.build.BuildWorld;
import io.github.whittle.build.ImageBuild;
import io.github.whittle.build.Tracing;
import io.github.whittle.config.Configuration;
import io.github.whittle.jvm.ToolJdk;
import io.github.whittle.maven.BuildTime;
import io.github.whittle.maven.GitRevision;
import io.github.whittle.maven.JavaHome;
import io.github.whittle.maven.JavaProjects;
import io.github.whittle.maven.MavenArtifacts;
import io.github.whittle.maven.PomLicenses;
import io.github.whittle.maven.ProjectFacts;
import io.github.whittle.supply.Workshop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;

/** A goal that assembles the project's image. */
abstract class AssemblyGoal extends RegistryGoal {
  private final RepositorySystem repositories;
  private final ToolchainManager toolchains;

  AssemblyGoal(
      RepositorySystem repositories, ToolchainManager toolchains, SettingsDecrypter decrypter) {
    super(decrypter);
    this.repositories = repositories;
    this.toolchains = toolchains;
  }

  /** What makes the image. */
  final ImageBuild imageBuild(Configuration configuration, BlobCache cache) throws IOException {
    return new ImageBuild(configuration, world(configuration, cache));
  }

  /** What runs the image and records it. */
  final Tracing tracing(Configuration configuration) throws IOException {
    var cache = Caches.of(configuration.cache(), progress());
    return new Tracing(configuration, imageBuild(configuration, cache), progress());
  }

  private Bases bases(Configuration configuration, BlobCache cache) throws IOException {
    return new Bases(
        cache,
        LockFile.readNearest(project().getBasedir().toPath()),
        access().toPull(configuration),
        session().isOffline(),
        progress());
  }

  private Map<String, String> facts(Configuration configuration) {
    var facts = new TreeMap<>(ProjectFacts.of(project(), repository()));
    if (configuration.container().gitRevision()) {
      facts.put(
          "org.opencontainers.image.revision",
          new GitRevision(project().getBasedir().toPath()).commit());
    }
    return facts;
  }

  private Path repository() {
    return Path.of(session().getLocalRepository().getBasedir());
  }

  private Workshop workshop(Configuration configuration) {
    var folder = project().getBasedir().toPath();
    return new Workshop(
        JavaProjects.coordinates(project().getArtifact()),
        ProjectFacts.licenses(project(), repository()),
        execution().getMojoDescriptor().getPluginDescriptor().getVersion(),
        folder,
        new PomLicenses(repositories, session(), project()),
        () -> new GitRevision(folder).checkout(made(configuration), progress()));
  }

  /** The folders that this build and those of the other modules write to. */
  private List<Path> made(Configuration configuration) {
    return Stream.concat(
            Stream.of(configuration.outputDirectory()),
            session().getAllProjects().stream()
                .map(module -> Path.of(module.getBuild().getDirectory())))
        .toList();
  }

  private BuildWorld world(Configuration configuration, BlobCache cache) throws IOException {
    return new BuildWorld(
        BuildTime.of(project(), session().getUserProperties(), System.getenv("SOURCE_DATE_EPOCH")),
        JavaProjects.of(project(), session()),
        Instant::now,
        new MavenArtifacts(repositories, session(), project()),
        bases(configuration, cache)::base,
        new ToolJdk(
            JavaHome.of(toolchains, session()), (key, maker) -> cache.made(key, maker::writeTo)),
        Runtime.getRuntime().availableProcessors(),
        facts(configuration),
        workshop(configuration),
        progress());
  }
}
