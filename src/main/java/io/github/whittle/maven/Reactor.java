package io.github.whittle.maven;

import io.github.whittle.base.LockFile;
import io.github.whittle.config.BaseReference;
import io.github.whittle.user.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;

/** All projects of a session, also those that this call of Maven leaves out by {@code -pl}. */
public final class Reactor {
  private static final String NO_EXECUTION = "default-cli";

  private final MavenSession session;
  private final PluginDescriptor plugin;
  private final Set<String> problems = new LinkedHashSet<>();

  public Reactor(MavenSession session, PluginDescriptor plugin) {
    this.session = session;
    this.plugin = plugin;
  }

  /**
   * The lock files of all projects, with the images to be pinned in each: every {@code
   * <from><image>}, {@code <copy><from>}, {@code <libraries><from>} and {@code
   * <system><certificates>} that is an image and names no digest.
   *
   * @throws InvalidInputException with all of those that cannot be read
   */
  public List<LockPlace> locks() {
    var images = new TreeMap<Path, SortedMap<BaseReference, ProjectConfiguration>>();
    for (var project : session.getAllProjects()) {
      addImages(project, images.computeIfAbsent(lock(project), file -> new TreeMap<>()));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(String.join("\n", problems));
    }
    return images.entrySet().stream()
        .map(e -> new LockPlace(e.getKey(), isWhole(e.getKey()), e.getValue()))
        .toList();
  }

  private void addImages(
      MavenProject project, SortedMap<BaseReference, ProjectConfiguration> into) {
    var key = plugin.getPlugin().getKey();
    var poms = new Poms(project, Path.of(session.getLocalRepository().getBasedir()));
    // Only managed it is not built, and its values may be for modules only.
    boolean built = project.getBuild().getPluginsAsMap().containsKey(key);
    var ids =
        PluginDom.of(project, key, poms).executions().map(PluginExecution::getId).sorted().toList();
    ids.forEach(id -> addImage(project, id, built, into));
    addImage(project, NO_EXECUTION, built && ids.isEmpty(), into);
  }

  /**
   * @param needed whether it is an error if it cannot be read
   */
  private void addImage(
      MavenProject project,
      String execution,
      boolean needed,
      SortedMap<BaseReference, ProjectConfiguration> into) {
    var build = new MojoExecution(plugin.getMojo("build"), execution, MojoExecution.Source.CLI);
    var configured = ProjectConfiguration.of(session, project, build);
    try {
      configured.images().stream()
          .filter(reference -> reference.digest().isEmpty())
          .forEach(reference -> into.putIfAbsent(reference, configured));
    } catch (InvalidInputException e) {
      if (needed) {
        problems.add(
            session.getAllProjects().size() == 1
                ? e.getMessage()
                : project.getArtifactId() + ": " + e.getMessage());
      }
    }
  }

  /**
   * The nearest lock file upward, as the goal {@code build} finds it; where there is none, one
   * beside the topmost pom upward that is the project's parent or in the reactor.
   */
  private Path lock(MavenProject project) {
    var folder = folder(project);
    return LockFile.nearest(folder)
        .orElseGet(
            () ->
                Stream.concat(parents(project), session.getAllProjects().stream())
                    .filter(other -> other.getBasedir() != null)
                    .map(Reactor::folder)
                    .filter(folder::startsWith)
                    .min(Comparator.comparingInt(Path::getNameCount))
                    .orElse(folder)
                    .resolve(LockFile.NAME));
  }

  private static Stream<MavenProject> parents(MavenProject project) {
    var parents = new ArrayList<MavenProject>();
    for (var p = project; p != null; p = p.getParent()) {
      parents.add(p);
    }
    return parents.stream();
  }

  /** Whoever begins at the pom beside the file, or above, sees all modules below. */
  private boolean isWhole(Path lock) {
    return session.getRequest().isRecursive()
        && session.getAllProjects().stream()
            .map(Reactor::folder)
            .anyMatch(lock.getParent()::equals);
  }

  private static Path folder(MavenProject project) {
    return project.getBasedir().toPath().toAbsolutePath().normalize();
  }
}
