package io.github.whittle.mojo;

import io.github.whittle.build.OutputFolder;
import io.github.whittle.config.Configuration;
import io.github.whittle.registry.Attachment;
import io.github.whittle.registry.Destination;
import io.github.whittle.registry.ImagePush;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.report.BuiltImage;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/**
 * Pushes what <code>build</code> made: blobs that the registry lacks, manifests, and last the tags.
 *
 * <p>Typed on the command line it pushes what the last build left, to the name that was built,
 * unless <code>to.image</code> says otherwise.
 */
@Mojo(name = "push", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class PushMojo extends RegistryGoal {
  /**
   * Where to: <code>image</code>, more <code>tags</code>, <code>auth</code>, <code>credHelper
   * </code>.
   */
  @Parameter private PlexusConfiguration to;

  /**
   * <code>skip</code>: builds, and does not push; <code>byDigest</code>: sets no tag; <code>
   * documents</code>: whether what is written about the image goes with it.
   */
  @Parameter private PlexusConfiguration push;

  /** Where the image was built (default: <code>${project.build.directory}/whittle</code>). */
  @Parameter(property = "whittle.outputDirectory")
  private String outputDirectory;

  /** Does nothing. */
  @Parameter(property = "whittle.skip", defaultValue = "false")
  private String skip;

  @Inject
  public PushMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run() throws IOException, RegistryException {
    var configured = configured();
    if (skips(configured)) {
      return;
    }
    var configuration = configured.read();
    if (configuration.push().skip()) {
      getLog().info("Not pushed: whittle.push.skip is set");
      return;
    }
    var output = new OutputFolder(configuration.outputDirectory());
    if (!output.isComplete() && nothingTo("push", configured)) {
      return;
    }
    push(configuration, output);
  }

  private void push(Configuration configuration, OutputFolder output)
      throws IOException, RegistryException {
    var built = output.image();
    var destination = destination(configuration, built);
    if (session().isOffline()) {
      throw new InvalidInputException(
          "Maven is offline (-o), so %s cannot be pushed; leave out -o, or set -Dwhittle.push.skip"
              .formatted(destination.image()));
    }
    var progress = progress();
    var documents = configuration.push().documents() ? output.documents() : List.<Attachment>of();
    var pushed =
        new ImagePush(progress).push(output.openLayout(), destination, built.origins(), documents);
    Summary.of(pushed, documents, destination).forEach(getLog()::info);
  }

  private Destination destination(Configuration configuration, BuiltImage built) {
    var to = configuration.to();
    var image = to.image().or(built::image).orElseThrow(PushMojo::withoutName);
    var access = access().toPush(configuration, image);
    return configuration.push().byDigest()
        ? new Destination(image, List.of(), access)
        : Destination.tagged(image, to.image().isPresent() ? to.tagNames() : built.tags(), access);
  }

  private static InvalidInputException withoutName() {
    return new InvalidInputException(
        "<to><image> is missing, so nothing says where to push; write for example"
            + " <to><image>registry.example.com/team/app:1.0</image></to>");
  }
}
