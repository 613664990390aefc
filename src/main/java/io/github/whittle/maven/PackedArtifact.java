package io.github.whittle.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.project.MavenProject;

/** Where the jar or war is that Maven makes of a project, whether it is there yet or not. */
final class PackedArtifact {
  private PackedArtifact() {}

  /** What this build has packed; where it has not, what its plugin is told to write. */
  static Path of(MavenProject project) {
    return Optional.ofNullable(project.getArtifact().getFile())
        .map(File::toPath)
        .filter(Files::isRegularFile)
        .orElseGet(() -> configured(project));
  }

  private static Path configured(MavenProject project) {
    var build = project.getBuild();
    var type = project.getArtifact().getArtifactHandler().getExtension();
    var plugin = new PackingPlugin(project, type);
    var name = plugin.text("finalName").orElse(build.getFinalName());
    var classifier = plugin.text("classifier").map("-"::concat).orElse("");
    return Path.of(project.getBasedir().getPath())
        .resolve(plugin.text("outputDirectory").orElse(build.getDirectory()))
        .resolve(name + classifier + "." + type);
  }
}
