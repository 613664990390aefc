package io.github.whittle.mojo;

import io.github.whittle.build.ContainerEngine;
import io.github.whittle.build.OutputFolder;
import io.github.whittle.image.ImageReference;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Hands what <code>build</code> made to a docker or podman of this machine, for a look.
 *
 * <p>Writes <code>image.tar</code>, if it is not there, and calls the engine's own command, or
 * speaks to its socket.
 */
@Mojo(name = "load", threadSafe = true)
public final class LoadMojo extends Goal {
  /**
   * The engine's command, a name or a path, or its socket, for example <code>
   * unix:///run/podman/podman.sock</code> (default: docker if it is installed, else podman, else
   * the socket of <code>DOCKER_HOST</code> or one of the usual ones).
   */
  @Parameter(property = "whittle.load.command")
  private String command;

  /** Where the image was built (default: <code>${project.build.directory}/whittle</code>). */
  @Parameter(property = "whittle.outputDirectory")
  private String outputDirectory;

  /** Does nothing. */
  @Parameter(property = "whittle.skip", defaultValue = "false")
  private String skip;

  @Override
  void run() throws IOException {
    var configured = configured();
    if (skips(configured)) {
      return;
    }
    var configuration = configured.read();
    var output = new OutputFolder(configuration.outputDirectory());
    if (!output.isComplete() && nothingTo("load", configured)) {
      return;
    }
    load(output);
  }

  private void load(OutputFolder output) throws IOException {
    var names = output.image().names();
    if (names.isEmpty()) {
      throw new InvalidInputException(
          "<to><image> was missing when the image was built, so it has no name to be found by; write one, and build again");
    }
    var engine = ContainerEngine.find(Optional.ofNullable(command), System.getenv());
    engine.load(output.writeTar(), progress());
    getLog()
        .info(
            "Loaded into %s: %s"
                .formatted(
                    engine.name(),
                    names.stream()
                        .map(ImageReference::toString)
                        .collect(Collectors.joining(", "))));
  }
}
