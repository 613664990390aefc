package io.github.whittle.mojo;

import io.github.whittle.registry.RegistryException;
import java.io.IOException;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.toolchain.ToolchainManager;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.eclipse.aether.RepositorySystem;

/**
 * Runs the image without a daemon, as it is before it is slimmed, and records the files that it
 * touches: a trace, to be committed, which <code>slim</code> reads.
 */
@Mojo(
    name = "trace",
    requiresDependencyResolution = ResolutionScope.RUNTIME_PLUS_SYSTEM,
    threadSafe = true)
public final class TraceMojo extends AssemblyGoal {
  /**
   * How it is run: <code>command</code>, <code>environment</code>, <code>mounts</code>, <code>
   * network</code>, <code>port</code>, <code>http</code>, <code>timeout</code>, <code>exitCode
   * </code>; and the <code>file</code> that is written.
   */
  @Parameter private PlexusConfiguration trace;

  @Inject
  public TraceMojo(
      RepositorySystem repositories, ToolchainManager toolchains, SettingsDecrypter decrypter) {
    super(repositories, toolchains, decrypter);
  }

  @Override
  void run() throws IOException, RegistryException {
    var configured = configured();
    if (skips(configured)) {
      return;
    }
    tracing(configured.read()).run();
  }
}
