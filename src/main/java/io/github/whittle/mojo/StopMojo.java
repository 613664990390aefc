package io.github.whittle.mojo;

import io.github.whittle.build.Started;
import java.io.IOException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Ends the image that <code>start</code> started, and writes the files that it touched. */
@Mojo(name = "stop", defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST, threadSafe = true)
public final class StopMojo extends Goal {
  /** What the goals of a project share, under this name: the image that runs. */
  static final String STARTED = "io.github.whittle.started";

  @Override
  void run() throws IOException {
    if (!(getPluginContext().remove(STARTED) instanceof Started started)) {
      getLog().info("Nothing to stop: the goal start did not run in this call of Maven");
      return;
    }
    try (started) {
      started.stop();
    }
  }
}
