package io.github.whittle.mojo;

import io.github.whittle.build.OutputFolder;
import io.github.whittle.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProjectHelper;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.toolchain.ToolchainManager;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.eclipse.aether.RepositorySystem;

/**
 * Assembles the image for every platform into <code>target/whittle/image</code>, an OCI image
 * layout.
 *
 * <p>The parameters that have tags of their own are described in docs/parameters.md.
 */
@Mojo(
    name = "build",
    defaultPhase = LifecyclePhase.PACKAGE,
    requiresDependencyResolution = ResolutionScope.RUNTIME_PLUS_SYSTEM,
    threadSafe = true)
public final class BuildMojo extends AssemblyGoal {
  private final MavenProjectHelper projects;

  /** What the image stands on, and its <code>platforms</code> (default: linux/amd64). */
  @Parameter private PlexusConfiguration from;

  /** The name of the image: <code>image</code>, and more <code>tags</code>. */
  @Parameter private PlexusConfiguration to;

  /**
   * What goes in, an item each: <code>application</code>, <code>file</code>, <code>directory</code>
   * , <code>archive</code>, <code>copy</code> …
   */
  @Parameter private PlexusConfiguration contents;

  /**
   * What a runtime is told: <code>entrypoint</code>, <code>args</code>, <code>environment</code> …
   */
  @Parameter private PlexusConfiguration container;

  /** In which form the project goes in: <code>exploded</code> or <code>packaged</code>. */
  @Parameter(property = "whittle.containerizingMode", defaultValue = "exploded")
  private String containerizingMode;

  /**
   * <code>gzip</code> (default) or <code>zstd</code>; or <code>type</code> and <code>level</code>.
   */
  @Parameter private PlexusConfiguration compression;

  /**
   * What is made small: <code>pull</code> (default), the bytes that travel, or <code>disk</code>.
   */
  @Parameter(property = "whittle.optimize", defaultValue = "pull")
  private String optimize;

  /**
   * What goes that nobody needs who only runs the image: <code>binaries</code> (all, debug, none),
   * <code>classes</code> (debug, all, none). Originals of stripped files: <code>keepDebug</code>,
   * <code>attachDebug</code>.
   */
  @Parameter private PlexusConfiguration strip;

  /**
   * What leaves because nothing needs it: <code>mode</code> (off, reachable, traced), <code>presets
   * </code>, <code>keep</code>, <code>remove</code> …
   */
  @Parameter private PlexusConfiguration slim;

  /** Whether what looks like a key or a password is told (<code>warn</code>) or fails the build. */
  @Parameter private PlexusConfiguration secrets;

  /** Where the image is built (default: <code>${project.build.directory}/whittle</code>). */
  @Parameter(property = "whittle.outputDirectory")
  private String outputDirectory;

  /**
   * Where images of others are kept (default: the user's cache folder); or <code>folder</code>,
   * <code>limit</code> (default: 10 GB) and <code>unused</code> (default: 30 days).
   */
  @Parameter private PlexusConfiguration cache;

  /** Also writes <code>image.tar</code>, which docker and podman load. */
  @Parameter(property = "whittle.tar", defaultValue = "false")
  private String tar;

  /** Writes what is in the image: <code>sbom.cdx.json</code>, CycloneDX 1.6. */
  @Parameter(property = "whittle.sbom", defaultValue = "true")
  private String sbom;

  /** Writes how the image was made: <code>provenance.json</code>, SLSA 1.0. */
  @Parameter(property = "whittle.provenance", defaultValue = "true")
  private String provenance;

  /** Whether a program that cannot start in the image fails the build. */
  @Parameter(property = "whittle.checkLibraries", defaultValue = "true")
  private String checkLibraries;

  /** The program that <code>pack</code> runs (default: the <code>upx</code> on the PATH). */
  @Parameter(property = "whittle.upx")
  private String upx;

  /** Does nothing. */
  @Parameter(property = "whittle.skip", defaultValue = "false")
  private String skip;

  @Inject
  public BuildMojo(
      RepositorySystem repositories,
      ToolchainManager toolchains,
      SettingsDecrypter decrypter,
      MavenProjectHelper projects) {
    super(repositories, toolchains, decrypter);
    this.projects = projects;
  }

  @Override
  void run() throws IOException, RegistryException {
    var configured = configured();
    if (skips(configured)) {
      return;
    }
    configured.warnings().forEach(getLog()::warn);
    var configuration = configured.read();
    if (nothingTo("do", configured)) {
      return;
    }
    var progress = progress();
    var cache = Caches.of(configuration.cache(), progress);
    var image = imageBuild(configuration, cache).run();
    Caches.clean(cache, configuration.cache());
    if (configuration.strip().attachDebug()) {
      var archive = new OutputFolder(configuration.outputDirectory()).debugArchive();
      projects.attachArtifact(project(), "tar.gz", "debug", archive.toFile());
    }
    Summary.of(image, relative(configuration.outputDirectory())).forEach(getLog()::info);
  }

  private Path relative(Path output) {
    var folder = project().getBasedir().toPath();
    return (output.startsWith(folder) ? folder.relativize(output) : output).resolve("image");
  }
}
