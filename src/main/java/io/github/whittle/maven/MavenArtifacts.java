package io.github.whittle.maven;

import io.github.whittle.config.Coordinates;
import io.github.whittle.content.Scene;
import io.github.whittle.user.InvalidInputException;
import java.nio.file.Path;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** Files of Maven repositories, and of the modules that are built in the same call. */
public record MavenArtifacts(
    RepositorySystem repositories, MavenSession session, MavenProject project)
    implements Scene.Artifacts {

  @Override
  public Path resolve(Coordinates coordinates) {
    var artifact =
        new DefaultArtifact(
            coordinates.groupId(),
            coordinates.artifactId(),
            coordinates.classifier(),
            coordinates.extension(),
            coordinates.version());
    var request = new ArtifactRequest(artifact, project.getRemoteProjectRepositories(), null);
    try {
      return repositories
          .resolveArtifact(session.getRepositorySession(), request)
          .getArtifact()
          .getFile()
          .toPath();
    } catch (ArtifactResolutionException e) {
      throw new InvalidInputException(
          "the artifact '%s' cannot be had: %s".formatted(coordinates, e.getMessage()), e);
    }
  }
}
