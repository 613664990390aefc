package io.github.whittle.maven;

import io.github.whittle.config.BaseReference;
import io.github.whittle.config.Binder;
import io.github.whittle.config.Cache;
import io.github.whittle.config.Compression;
import io.github.whittle.config.Configuration;
import io.github.whittle.config.InsecureRegistries;
import io.github.whittle.config.Login;
import io.github.whittle.config.Node;
import io.github.whittle.config.Strip;
import io.github.whittle.image.Platform;
import io.github.whittle.user.InvalidInputException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;

/** What the user wants of one execution of the plugin in one project. */
public final class ProjectConfiguration {
  private static final Set<String> APPLICATIONS = Set.of("jar", "war");

  private final MavenProject project;
  private final PluginDom dom;
  private final MojoExecution execution;
  private final Binder binder;

  private ProjectConfiguration(
      MavenProject project, PluginDom dom, MojoExecution execution, Binder binder) {
    this.project = project;
    this.dom = dom;
    this.execution = execution;
    this.binder = binder;
  }

  public static ProjectConfiguration of(
      MavenSession session, MavenProject project, MojoExecution execution) {
    var folder = project.getBasedir() == null ? Path.of("") : project.getBasedir().toPath();
    var poms = new Poms(project, Path.of(session.getLocalRepository().getBasedir()));
    var target = Path.of(project.getBuild().getDirectory());
    return new ProjectConfiguration(
        project,
        PluginDom.of(project, execution.getPlugin().getKey(), poms),
        execution,
        new Binder(
            MavenSettings.of(session, project, poms),
            evaluator(session, project, execution),
            folder.toAbsolutePath(),
            presets(project, target),
            MavenSettings.ofGoals(execution.getMojoDescriptor().getPluginDescriptor())));
  }

  private static Map<String, String> presets(MavenProject project, Path target) {
    return Map.of(
        "outputDirectory",
        target.resolve("whittle").toString(),
        "trace.file",
        "src/main/whittle/" + project.getArtifactId() + ".trace");
  }

  private static Function<String, Object> evaluator(
      MavenSession session, MavenProject project, MojoExecution execution) {
    var own = session.clone();
    own.setCurrentProject(project);
    var evaluator = new PluginParameterExpressionEvaluator(own, execution);
    return expression -> {
      try {
        return evaluator.evaluate(expression, null);
      } catch (ExpressionEvaluationException e) {
        throw new InvalidInputException("cannot evaluate " + expression, e);
      }
    };
  }

  /**
   * Whether the plugin is to do nothing; asks for nothing else, so that one may skip what is wrong.
   */
  public boolean skipped() {
    return binder.skip(configuration());
  }

  /** Whether {@code <contents>} is written, be it with nothing in it. */
  public boolean hasContents() {
    return binder.hasContents(configuration());
  }

  /** The images that are named, whatever else is wrong; without scratch. */
  public List<BaseReference> images() {
    return binder.images(configuration());
  }

  /** Where the image is built, whatever else is wrong. */
  public Path outputDirectory() {
    return binder
        .outputDirectory(configuration())
        .orElseThrow(() -> new InvalidInputException("<outputDirectory> cannot be read"));
  }

  /** Where images of others are kept, whatever else is wrong. */
  public Cache cache() {
    return binder.cache(configuration());
  }

  /** Who we are to the registry of the base, whatever else is wrong. */
  public Login fromLogin() {
    return binder.fromLogin(configuration());
  }

  /** Which registries may be insecure, whatever else is wrong. */
  public InsecureRegistries insecureRegistries() {
    return binder.insecureRegistries(configuration());
  }

  /** The authorities that vouch for registries, whatever else is wrong. */
  public Optional<Path> registryCertificates() {
    return binder.registryCertificates(configuration());
  }

  /** How layers are compressed, whatever else is wrong. */
  public Compression compression() {
    return binder.compression(configuration());
  }

  /** What goes out of ELF files, whatever else is wrong; nothing where nobody says it. */
  public Optional<Strip.Binaries> binaries() {
    return binder.binaries(configuration());
  }

  /** What is no error, but to be told. */
  public List<String> warnings() {
    return binder.warnings(configuration());
  }

  /** Refuses properties of the command line that nobody reads. */
  public void checkProperties() {
    binder.checkProperties();
  }

  private Node configuration() {
    var written = dom.configuration(execution.getExecutionId());
    return APPLICATIONS.contains(project.getPackaging())
        ? written.withDefault(
            Node.empty("contents", written.place())
                .withDefault(Node.empty("application", written.place())))
        : written;
  }

  /**
   * Reads everything.
   *
   * @throws InvalidInputException with all that is wrong, a line each; also if another execution of
   *     {@code build} writes to the same folder
   */
  public Configuration read() {
    var host = Platform.ofMachine(System.getProperty("os.name"), System.getProperty("os.arch"));
    var configuration = binder.bind(configuration(), host);
    // A goal of the command line runs alone, whatever executions the pom has.
    if (execution.getSource() != MojoExecution.Source.CLI) {
      checkFolders();
    }
    return configuration;
  }

  private void checkFolders() {
    var owners = new HashMap<Path, String>();
    dom.executions()
        .filter(e -> e.getGoals().contains("build") && !"none".equals(e.getPhase()))
        .map(PluginExecution::getId)
        .sorted()
        .forEach(id -> checkFolder(id, dom.configuration(id), owners));
  }

  private void checkFolder(String id, Node configuration, Map<Path, String> owners) {
    var folder = binder.outputDirectory(configuration).filter(f -> !binder.skip(configuration));
    var other = folder.map(f -> owners.putIfAbsent(f, id));
    if (other.isPresent()) {
      throw configuration
          .where("<outputDirectory>")
          .refuse(
              "the executions '%s' and '%s' both write to %s; give each its own"
                  .formatted(other.get(), id, folder.get()));
    }
  }
}
