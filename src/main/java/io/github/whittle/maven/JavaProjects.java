package io.github.whittle.maven;

import io.github.whittle.config.Coordinates;
import io.github.whittle.jvm.JavaProject;
import io.github.whittle.jvm.JavaProject.Dependency;
import io.github.whittle.jvm.JavaProject.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/** What Maven knows of a project as {@link JavaProject}; needs its dependencies resolved. */
public final class JavaProjects {
  private JavaProjects() {}

  public static JavaProject of(MavenProject project, MavenSession session) {
    return new JavaProject(
        project.getPackaging(),
        Path.of(project.getBuild().getOutputDirectory()),
        PackedArtifact.of(project),
        new PackingPlugin(project, "jar").text("archive", "manifest", "mainClass"),
        dependencies(project, session));
  }

  private static List<Dependency> dependencies(MavenProject project, MavenSession session) {
    var modules =
        session.getProjects().stream()
            .filter(other -> other != project)
            .map(MavenProject::getArtifact)
            .map(JavaProjects::key)
            .collect(Collectors.toSet());
    return project.getArtifacts().stream()
        .filter(artifact -> artifact.getFile() != null)
        .filter(artifact -> artifact.getArtifactHandler().isAddedToClasspath())
        .map(artifact -> dependency(artifact, modules))
        .toList();
  }

  private static Dependency dependency(Artifact artifact, Set<String> modules) {
    var file = artifact.getFile().toPath();
    return new Dependency(
        coordinates(artifact),
        artifact.getFile().isDirectory()
            ? artifact.getArtifactId() + "-" + artifact.getBaseVersion()
            : file.getFileName().toString(),
        kind(artifact, modules),
        file);
  }

  /** The version is that of the file: of a snapshot from elsewhere, with its time. */
  public static Coordinates coordinates(Artifact artifact) {
    return new Coordinates(
        artifact.getGroupId(),
        artifact.getArtifactId(),
        artifact.getArtifactHandler().getExtension(),
        Objects.requireNonNullElse(artifact.getClassifier(), ""),
        artifact.getVersion());
  }

  private static Kind kind(Artifact artifact, Set<String> modules) {
    if (modules.contains(key(artifact))) {
      return Kind.MODULE;
    }
    return artifact.isSnapshot() ? Kind.SNAPSHOT : Kind.RELEASE;
  }

  private static String key(Artifact artifact) {
    return artifact.getGroupId() + ":" + artifact.getArtifactId() + ":" + artifact.getBaseVersion();
  }
}
