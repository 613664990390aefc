package io.github.whittle.maven;

import io.github.whittle.config.Coordinates;
import io.github.whittle.jvm.JavaProject;
import io.github.whittle.jvm.JavaProject.Dependency;
import io.github.whittle.jvm.JavaProject.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** What Maven knows of a project as {@link JavaProject}; needs its dependencies resolved. */
public final class JavaProjects {
  private static final String JAR_PLUGIN = "org.apache.maven.plugins:maven-jar-plugin";

  private JavaProjects() {}

  public static JavaProject of(MavenProject project, MavenSession session) {
    var build = project.getBuild();
    var packaging = project.getPackaging();
    return new JavaProject(
        packaging.equals("war"),
        Path.of(build.getOutputDirectory()),
        Path.of(build.getDirectory(), build.getFinalName() + "." + packaging),
        mainClass(project),
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

  private static Optional<String> mainClass(MavenProject project) {
    return Optional.ofNullable(project.getPlugin(JAR_PLUGIN))
        .map(Plugin::getConfiguration)
        .map(Xpp3Dom.class::cast)
        .flatMap(dom -> text(dom, Stream.of("archive", "manifest", "mainClass")));
  }

  private static Optional<String> text(Xpp3Dom dom, Stream<String> path) {
    return path.reduce(
            Optional.of(dom),
            (found, name) -> found.map(node -> node.getChild(name)),
            (first, second) -> second)
        .map(Xpp3Dom::getValue);
  }
}
