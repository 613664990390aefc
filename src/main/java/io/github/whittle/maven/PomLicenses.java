package io.github.whittle.maven;

import io.github.whittle.config.Coordinates;
import io.github.whittle.supply.Licenses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;

/** The licences that poms name; those of parents count, as Maven reads them. */
public record PomLicenses(RepositorySystem repositories, MavenSession session, MavenProject project)
    implements Licenses {

  @Override
  public List<String> of(Coordinates file) {
    var pom =
        new DefaultArtifact(file.groupId(), file.artifactId(), file.extension(), file.version());
    var request = new ArtifactDescriptorRequest(pom, project.getRemoteProjectRepositories(), null);
    try {
      var described = repositories.readArtifactDescriptor(session.getRepositorySession(), request);
      return named(described.getProperties());
    } catch (ArtifactDescriptorException e) {
      return List.of(); // A pom that cannot be read says nothing.
    }
  }

  /** Maven's resolver has them in these properties. */
  private static List<String> named(Map<String, Object> properties) {
    var names = new ArrayList<String>();
    int count = properties.get("license.count") instanceof Integer found ? found : 0;
    for (int i = 0; i < count; i++) {
      var name = properties.get("license." + i + ".name");
      var text = name == null ? properties.get("license." + i + ".url") : name;
      if (text != null) {
        names.add(text.toString().strip().replaceAll("\\s+", " "));
      }
    }
    return names;
  }
}
