package io.github.whittle.mojo;

import io.github.whittle.registry.RegistryException;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.toolchain.ToolchainManager;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.eclipse.aether.RepositorySystem;

/**
 * Starts the image without a daemon, as it is before it is slimmed, and waits for its port: for the
 * project's own integration tests. <code>stop</code> ends it and writes what it touched; so does
 * nobody if Maven ends before, but the image ends with Maven.
 */
@Mojo(
    name = "start",
    defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST,
    requiresDependencyResolution = ResolutionScope.RUNTIME_PLUS_SYSTEM,
    threadSafe = true)
public final class StartMojo extends AssemblyGoal {
  /** How it is run, as for the goal <code>trace</code>. */
  @Parameter private PlexusConfiguration trace;

  @Inject
  public StartMojo(
      RepositorySystem repositories, ToolchainManager toolchains, SettingsDecrypter decrypter) {
    super(repositories, toolchains, decrypter);
  }

  @Override
  @SuppressWarnings("unchecked") // Maven's map of what the goals of a project share.
  void run() throws IOException, RegistryException {
    var configured = configured();
    if (skips(configured)) {
      return;
    }
    if (getPluginContext().containsKey(StopMojo.STARTED)) {
      throw new InvalidInputException(
          "an image of this project runs already; bind the goal stop behind each start");
    }
    getPluginContext().put(StopMojo.STARTED, tracing(configured.read()).start());
    getLog().info("Started the image");
  }
}
