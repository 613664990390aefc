package io.github.whittle.mojo;

import io.github.whittle.maven.MavenProgress;
import io.github.whittle.maven.ProjectConfiguration;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** What every goal gets of Maven, and the one place where its errors become Maven's. */
abstract class Goal extends AbstractMojo {
  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  @Override
  public final void execute() throws MojoFailureException, MojoExecutionException {
    Errors.translated(this::run);
  }

  abstract void run() throws IOException, RegistryException;

  final MavenSession session() {
    return session;
  }

  final MavenProject project() {
    return project;
  }

  final MojoExecution execution() {
    return execution;
  }

  /** What the user wants of this execution. */
  final ProjectConfiguration configured() {
    return ProjectConfiguration.of(session, project, execution);
  }

  /** Whether the user wants nothing done, which is told. */
  final boolean skips(ProjectConfiguration configured) {
    boolean skips = configured.skipped();
    if (skips) {
      getLog().info("Skipped: whittle.skip is set");
    }
    return skips;
  }

  /** Whether there is nothing to work on here, which is told: a parent often has no contents. */
  final boolean nothingTo(String verb, ProjectConfiguration configured) {
    boolean nothing = !configured.hasContents() && project.getPackaging().equals("pom");
    if (nothing) {
      getLog().info("Nothing to %s: a project of packaging pom without <contents>".formatted(verb));
    }
    return nothing;
  }

  final Progress progress() {
    return new MavenProgress(getLog());
  }
}
