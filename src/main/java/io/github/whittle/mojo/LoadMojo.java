package io.github.whittle.mojo;

import io.github.whittle.build.LoadCommand;
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
 * <p>Writes <code>image.tar</code>, if it is not there, and calls the engine's own command.
 */
@Mojo(name = "load", threadSafe = true)
public final class LoadMojo extends Goal {
  /** The engine's command, a name or a path (default: docker if it is installed, else podman). */
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
    if (configured.skipped()) {
      getLog().info("Skipped: whittle.skip is set");
      return;
    }
    var configuration = configured.read();
    var output = new OutputFolder(configuration.outputDirectory());
    if (configuration.contents().isEmpty()
        && project().getPackaging().equals("pom")
        && !output.isComplete()) {
      getLog().info("Nothing to load: a project of packaging pom without <contents>");
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
    var engine = LoadCommand.find(Optional.ofNullable(command), System.getenv());
    engine.load(output.writeTar(), progress());
    getLog()
        .info(
            "Loaded into %s: %s"
                .formatted(
                    engine.program(),
                    names.stream()
                        .map(ImageReference::toString)
                        .collect(Collectors.joining(", "))));
  }
}
