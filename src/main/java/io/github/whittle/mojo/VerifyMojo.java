package io.github.whittle.mojo;

import io.github.whittle.build.OutputFolder;
import io.github.whittle.build.SecondBuild;
import io.github.whittle.build.Verification;
import io.github.whittle.maven.MavenAgain;
import java.io.IOException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/**
 * Runs the image that <code>build</code> made, once and without a daemon, exactly as it will be
 * shipped. In the phase <code>package</code>, so that it can stand before <code>push</code>.
 */
@Mojo(name = "verify", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class VerifyMojo extends Goal {
  /**
   * What is run (<code>command</code>) and what it must do: <code>exitCode</code>, <code>output
   * </code>, <code>port</code>, <code>http</code>, <code>timeout</code>; and with <code>rebuild
   * </code> whether the project gives the same digest when it is built once more, elsewhere.
   */
  @Parameter private PlexusConfiguration verify;

  @Override
  void run() throws IOException {
    var configured = configured();
    if (skips(configured)) {
      return;
    }
    var configuration = configured.read();
    if (nothingTo("verify", configured)) {
      return;
    }
    new Verification(configuration, progress()).run();
    if (configuration.verify().rebuild()) {
      var output = new OutputFolder(configuration.outputDirectory());
      new SecondBuild(output, MavenAgain.of(session(), project()), progress()).run();
    }
  }
}
