package io.github.whittle.mojo;

import io.github.whittle.build.OutputFolder;
import io.github.whittle.build.Why;
import io.github.whittle.config.BaseReference;
import io.github.whittle.image.Platform;
import io.github.whittle.ledger.Decision;
import io.github.whittle.maven.ProjectConfiguration;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Says why a path is in an image, or why it is not: its size, layer and package, and the rule that
 * decided.
 */
@Mojo(name = "why", requiresProject = false, threadSafe = true)
public final class WhyMojo extends RegistryGoal {
  /** A path in the image, for example <code>/usr/bin/perl</code>; a folder stands for all in it. */
  @Parameter(property = "whittle.path")
  private String path;

  /**
   * An image: a name in a registry, <code>tar://file</code> or <code>oci://folder</code>; without
   * it, what <code>build</code> made, whose ledger tells the reasons.
   */
  @Parameter(property = "whittle.image")
  private String image;

  /** Where the image was built (default: <code>${project.build.directory}/whittle</code>). */
  @Parameter(property = "whittle.outputDirectory")
  private String outputDirectory;

  @Inject
  public WhyMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run() throws IOException, RegistryException {
    if (path == null || path.isBlank()) {
      throw new InvalidInputException(
          "-Dwhittle.path is missing; write a path of the image, for example /usr/bin/perl");
    }
    var configured = configured();
    configured.checkProperties();
    if (image != null) {
      explain(
          BaseReference.typed(image.strip(), Path.of("").toAbsolutePath()), Map.of(), configured);
    } else {
      var output = new OutputFolder(configured.outputDirectory());
      explain(output.reference(), output.decisions(), configured);
    }
  }

  private void explain(
      BaseReference reference,
      Map<Platform, List<Decision>> decisions,
      ProjectConfiguration configured)
      throws IOException, RegistryException {
    var bases = new Pins(access(), session().isOffline(), progress()).bases(configured);
    var found = bases.resolve(reference);
    for (var platform : found.platforms().keySet()) {
      var why =
          new Why(
              bases.base(reference, found.digest(), platform),
              decisions.getOrDefault(platform, List.of()));
      say(platform + ":");
      why.lines(TreePath.parse(path.strip())).forEach(line -> say("  " + line));
    }
  }

  /** The answer is all that the goal is for: with {@code -q} it comes alone. */
  private void say(String line) {
    if (getLog().isInfoEnabled()) {
      getLog().info(line);
    } else {
      System.out.println(line);
    }
  }
}
